/** Reads QR codes from a picture, with a reader that is served by ourselves and loaded when needed. */
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** Loads the reader before it is needed, and answers what it is made of besides: a counter keeps it. */
export async function loadReader(): Promise<readonly string[]> {
  await import('barcode-detector/ponyfill')
  return [wasmUrl]
}

/** The code in the picture, or null. */
export type ReadCode = (picture: HTMLVideoElement) => Promise<string | null>

export async function openReader(): Promise<ReadCode> {
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill')
  // Without this the reader would be fetched from a server of somebody else.
  prepareZXingModule({
    overrides: {
      locateFile: (path: string, prefix: string) =>
        path.endsWith('.wasm') ? wasmUrl : prefix + path,
    },
  })
  const detector = new BarcodeDetector({ formats: ['qr_code'] })
  return async (picture) => {
    const [found] = await detector.detect(picture)
    return found?.rawValue ?? null
  }
}
