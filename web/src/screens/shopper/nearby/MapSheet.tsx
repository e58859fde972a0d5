/** The list over the map: a sheet that is pulled up on a phone, a column beside the map elsewhere. */
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react'
import { nearby as en } from '../../../text/en/nearby.ts'
import { nearby as ko } from '../../../text/ko/nearby.ts'
import { useText } from '../../../text/language.tsx'
import styles from './MapSheet.module.css'

/** How much of the screen the sheet covers. */
const stops = [0.16, 0.46, 0.86] as const
const DRAG_PIXELS_MIN = 24

export function MapSheet({
  onCovered,
  children,
}: {
  /** Told the pixels that the sheet covers, when it rests. */
  readonly onCovered: (pixels: number) => void
  readonly children: ReactNode
}) {
  const t = useText({ ko, en })
  const [stop, setStop] = useState(1)
  const [pulled, setPulled] = useState<number | null>(null)
  const from = useRef<number | null>(null)
  const isUp = stop === stops.length - 1
  useEffect(() => {
    const isBeside = matchMedia('(min-width: 768px)').matches
    onCovered(isBeside ? 0 : Math.round((stops[Math.min(stop, 1)] ?? 0) * innerHeight))
  }, [stop, onCovered])

  const drop = (event: PointerEvent) => {
    if (from.current === null) return
    const up = from.current - event.clientY
    from.current = null
    setPulled(null)
    if (Math.abs(up) < DRAG_PIXELS_MIN) return
    const share = (stops[stop] ?? 0) + up / innerHeight
    const distances = stops.map((one) => Math.abs(one - share))
    setStop(distances.indexOf(Math.min(...distances)))
  }
  const share = Math.min(0.9, Math.max(0.12, (stops[stop] ?? 0.46) + (pulled ?? 0)))
  return (
    <section
      className={styles.sheet}
      data-pulled={pulled !== null}
      style={{ '--share': `${share * 100}dvh` }}
    >
      <button
        type="button"
        className={styles.handle}
        aria-expanded={isUp}
        aria-label={isUp ? t.sheetDown : t.sheetUp}
        onClick={() => {
          if (pulled === null) setStop(isUp ? 0 : stop + 1)
        }}
        onPointerDown={(event) => {
          from.current = event.clientY
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={(event) => {
          if (from.current === null) return
          const up = from.current - event.clientY
          if (Math.abs(up) >= DRAG_PIXELS_MIN / 3) setPulled(up / innerHeight)
        }}
        onPointerUp={drop}
        onPointerCancel={drop}
      >
        <span className={styles.grip} aria-hidden />
        {isUp ? <IconChevronDown size={18} aria-hidden /> : <IconChevronUp size={18} aria-hidden />}
      </button>
      <div className={styles.content}>{children}</div>
    </section>
  )
}
