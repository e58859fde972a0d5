/** The code of the moment: a square to scan, letters to type, and how long it holds. */
import { useQuery } from '@tanstack/react-query'
import { create } from 'qrcode'
import { useEffect, useMemo } from 'react'
import { call } from '../../../api.ts'
import { useNow } from '../../../parts/use-now.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { coupon as en } from '../../../text/en/wallet.ts'
import { coupon as ko } from '../../../text/ko/wallet.ts'
import { useText } from '../../../text/language.tsx'
import { BrokenState } from '../../../ui/States.tsx'
import styles from './CodePanel.module.css'
import { useSquare } from './use-square.ts'

const LATE_MS = 400
const RETRY_MS = 3_000

/** Keeps the screen on while a code is shown, where the device allows it. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null
    let isGone = false
    const hold = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      try {
        const taken = await navigator.wakeLock.request('screen')
        if (isGone) void taken.release()
        else lock = taken
      } catch {
        // A low battery forbids it: the code still shows.
      }
    }
    const again = () => void hold()
    void hold()
    document.addEventListener('visibilitychange', again)
    return () => {
      isGone = true
      document.removeEventListener('visibilitychange', again)
      void lock?.release()
    }
  }, [])
}

/** What a code is of: one coupon, or the person at every shop. */
type CodeOf = { readonly couponId: string } | 'member'
type ShownCode = ReplyTo<'GET /v1/me/member-code'>

function codeOf(of: CodeOf, signal: AbortSignal): Promise<ShownCode> {
  if (of === 'member') return call('GET /v1/me/member-code', { signal })
  return call('GET /v1/me/coupons/{couponId}/code', { params: of, signal })
}
export function CodePanel({ of }: { readonly of: CodeOf }) {
  const t = useText({ ko, en })
  const now = useNow(1)
  useAwake()
  const { square, isLooked } = useSquare(of === 'member' ? null : of.couponId)
  const query = useQuery({
    queryKey: ['code', of],
    queryFn: ({ signal }) => codeOf(of, signal),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state }) =>
      state.data
        ? Math.max(RETRY_MS, Date.parse(state.data.validUntil) - Date.now() + LATE_MS)
        : RETRY_MS,
  })
  const code = query.data
  // The clock of the phone may differ from the server's: never count below nothing.
  const lettersMs = code ? Date.parse(code.validUntil) - now.getTime() : 0
  // A question that waits for a connection has not failed, and brings nothing either.
  const isAlone = (query.isError || query.isPaused) && lettersMs <= 0
  const stepSeconds = square?.stepSeconds ?? code?.stepSeconds ?? 0
  const leftMs = square ? square.untilMs - now.getTime() : lettersMs
  const left = Math.min(stepSeconds, Math.max(0, Math.ceil(leftMs / 1_000)))
  const text = square?.text ?? (isLooked ? code?.text : undefined)
  if (isAlone && !square) {
    return (
      <section className={styles.panel} aria-label={t.showThis}>
        <p className={styles.show}>{t.showThis}</p>
        <BrokenState onRetry={() => void query.refetch()}>{t.codeFailed}</BrokenState>
      </section>
    )
  }
  return (
    <section className={styles.panel} aria-label={t.showThis}>
      <p className={styles.show}>{t.showThis}</p>
      {text ? <Square text={text} /> : <div className={styles.waiting} />}
      {isAlone ? (
        <p className={styles.alone} role="status">
          {t.alone}
        </p>
      ) : (
        <>
          <p className={styles.typed}>{t.typed}</p>
          <Letters code={code?.code ?? null} />
        </>
      )}
      <div className={styles.left} aria-hidden>
        <div className={styles.bar} style={{ '--left': stepSeconds ? left / stepSeconds : 0 }} />
      </div>
      <p className={styles.count}>{t.nextIn(left)}</p>
    </section>
  )
}

function Letters({ code }: { readonly code: string | null }) {
  if (code === null) return <p className={styles.letters}>…</p>
  return (
    <p className={styles.letters}>
      <span aria-hidden>{grouped(code)}</span>
      <span className="only-heard">{Array.from(code).join(' ')}</span>
    </p>
  )
}

/** In halves, as people read codes out. */
function grouped(code: string): string {
  const middle = Math.ceil(code.length / 2)
  return `${code.slice(0, middle)} ${code.slice(middle)}`
}

const QUIET = 3
const DENSE_LENGTH = 100

/** Always dark on white: scanners read nothing else reliably. */
function Square({ text }: { readonly text: string }) {
  const { size, path } = useMemo(() => {
    // A square that the phone signed is dense: larger dots are read sooner than mended ones.
    const isDense = text.length > DENSE_LENGTH
    const { modules } = create(text, { errorCorrectionLevel: isDense ? 'L' : 'M' })
    const dots: string[] = []
    for (let row = 0; row < modules.size; row += 1) {
      for (let column = 0; column < modules.size; column += 1) {
        if (modules.get(row, column)) dots.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`)
      }
    }
    return { size: modules.size + 2 * QUIET, path: dots.join('') }
  }, [text])
  return (
    <svg
      className={styles.square}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label="QR"
    >
      <path d={path} fill="#000000" />
    </svg>
  )
}
