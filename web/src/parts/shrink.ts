/** Makes a photo small enough to travel, on the phone itself; the server draws it anew in any case. */

const SIDE_MAX = 2_000
const QUALITY = 0.86

/** The photo as a JPEG of at most `SIDE_MAX` pixels a side; as it is where this browser cannot draw it. */
export async function shrunk(file: Blob): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, SIDE_MAX / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(bitmap.width * scale))
    canvas.height = Math.max(1, Math.round(bitmap.height * scale))
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const drawn = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', QUALITY)
    })
    return drawn ?? file
  } catch {
    // The server says what is wrong with it.
    return file
  }
}

/** What a field for photos takes: with HEIC left out, phones send a JPEG instead. */
export const PHOTO_TYPES = 'image/jpeg,image/png,image/webp,image/avif,image/gif'
