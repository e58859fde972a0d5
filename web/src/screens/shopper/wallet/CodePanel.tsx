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
  const leftMs = code ? Date.parse(code.validUntil) - now.getTime() : 0
  const left = code ? Math.min(code.stepSeconds, Math.max(0, Math.ceil(leftMs / 1_000))) : 0
  const isLost = query.isError && left === 0
  return (
    <section className={styles.panel} aria-label={t.showThis}>
      <p className={styles.show}>{t.showThis}</p>
      {isLost ? (
        <BrokenState onRetry={() => void query.refetch()}>{t.codeFailed}</BrokenState>
      ) : (
        <>
          {code ? <Square text={code.text} /> : <div className={styles.waiting} />}
          <p className={styles.typed}>{t.typed}</p>
          <p className={styles.letters}>
            {code ? (
              <>
                <span aria-hidden>{grouped(code.code)}</span>
                <span className="only-heard">{Array.from(code.code).join(' ')}</span>
              </>
            ) : (
              '…'
            )}
          </p>
          <div className={styles.left} aria-hidden>
            <div className={styles.bar} style={{ '--left': code ? left / code.stepSeconds : 0 }} />
          </div>
          <p className={styles.count}>{t.nextIn(left)}</p>
        </>
      )}
    </section>
  )
}

/** In halves, as people read codes out. */
function grouped(code: string): string {
  const middle = Math.ceil(code.length / 2)
  return `${code.slice(0, middle)} ${code.slice(middle)}`
}

const QUIET = 3

/** Always dark on white: scanners read nothing else reliably. */
function Square({ text }: { readonly text: string }) {
  const { size, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' })
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
