/** The camera as a code reader: asks once, reads until it sees a code, says what is wrong if it cannot. */
import { Loader } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { merchantCounter as en } from '../text/en/merchant-counter.ts'
import { merchantCounter as ko } from '../text/ko/merchant-counter.ts'
import { useText } from '../text/language.tsx'
import { openReader } from './read-codes.ts'
import styles from './Scanner.module.css'

type Camera = 'starting' | 'on' | 'denied' | 'none'
/** About eight looks a second: quick for a person, gentle to a phone's battery. */
const LOOK_EVERY_MS = 120
/** The same code again so soon is the same guest holding still. */
const SAME_CODE_MS = 4_000

export function Scanner({ onCode }: { readonly onCode: (code: string) => void }) {
  const t = useText({ ko, en })
  const video = useRef<HTMLVideoElement>(null)
  const [camera, setCamera] = useState<Camera>('starting')
  const latest = useRef(onCode)
  useEffect(() => {
    latest.current = onCode
  })
  useEffect(() => {
    const gone = new AbortController()
    void watch(video.current, gone.signal, setCamera, (code) => latest.current(code))
    return () => gone.abort()
  }, [])
  if (camera === 'denied' || camera === 'none') {
    return (
      <div className={styles.off} role="status">
        <strong>{t.scanDeniedTitle}</strong>
        <span>{camera === 'denied' ? t.scanDenied : t.scanNone}</span>
      </div>
    )
  }
  return (
    <div className={styles.scanner}>
      {/* A live picture of the counter; there is nothing to caption. */}
      <video ref={video} className={styles.video} muted playsInline aria-label={t.scanHint} />
      <span className={styles.frame} aria-hidden />
      {camera === 'starting' && (
        <span className={styles.starting} role="status">
          <Loader size="sm" color="gray" aria-hidden /> {t.scanStarting}
        </span>
      )}
      {camera === 'on' && <span className={styles.hint}>{t.scanHint}</span>}
    </div>
  )
}

async function watch(
  video: HTMLVideoElement | null,
  signal: AbortSignal,
  setCamera: (camera: Camera) => void,
  onCode: (code: string) => void,
): Promise<void> {
  if (!video) return
  if (!('mediaDevices' in navigator)) return setCamera('none')
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1_280 } },
    })
  } catch (error) {
    const isDenied = error instanceof DOMException && error.name === 'NotAllowedError'
    return setCamera(isDenied ? 'denied' : 'none')
  }
  const stop = () => stream.getTracks().forEach((track) => track.stop())
  if (signal.aborted) return stop()
  signal.addEventListener('abort', stop)
  video.srcObject = stream
  await video.play().catch(() => undefined)
  const read = await openReader()
  if (signal.aborted) return
  setCamera('on')
  const seen = { code: '', atMs: -Infinity }
  while (!signal.aborted) {
    const code = await read(video).catch(() => null)
    const now = performance.now()
    if (code !== null && !(code === seen.code && now - seen.atMs < SAME_CODE_MS)) {
      Object.assign(seen, { code, atMs: now })
      onCode(code)
    }
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS))
  }
}
