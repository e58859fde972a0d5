/** The camera as a code reader, fetched when it is first needed. */
import { lazy, Suspense } from 'react'
import { merchantCounter as en } from '../text/en/merchant-counter.ts'
import { merchantCounter as ko } from '../text/ko/merchant-counter.ts'
import { useText } from '../text/language.tsx'

const Scanner = lazy(() => import('./Scanner.tsx').then((m) => ({ default: m.Scanner })))

export function Camera({ onCode }: { readonly onCode: (code: string) => void }) {
  const t = useText({ ko, en })
  return (
    <Suspense fallback={<p role="status">{t.scanStarting}</p>}>
      <Scanner onCode={onCode} />
    </Suspense>
  )
}
