/** The bill, typed with big keys. */
import { won } from '../../../parts/format.ts'
import { merchantCounter as en } from '../../../text/en/merchant-counter.ts'
import { merchantCounter as ko } from '../../../text/ko/merchant-counter.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Keypad } from '../../../ui/Keypad.tsx'
import type { Counter, CounterEvent } from './counter.ts'
import styles from './CounterScreen.module.css'
import { amountAfter } from './keypad.ts'

export function Amount({
  counter,
  send,
  onAsk,
  hasKeys,
}: {
  readonly counter: Extract<Counter, { kind: 'open' }>
  readonly send: (event: CounterEvent) => void
  readonly onAsk: () => void
  readonly hasKeys: boolean
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { digits, code } = counter
  return (
    <>
      <output className={styles.amount}>
        <span className={styles.amountName}>{t.bill}</span>
        <span className={`${styles.amountValue} figures`} data-empty={digits === ''}>
          {digits === '' ? t.billEmpty : won(Number(digits), language)}
        </span>
      </output>
      {code !== null && (
        <p className={styles.held} role="status">
          {t.codeHeld}
        </p>
      )}
      {hasKeys && (
        <Keypad
          zeros="000"
          labels={{ back: t.back, clear: t.clear, keys: t.bill }}
          onKey={(key) => send({ kind: 'amount', digits: amountAfter(digits, key) })}
        />
      )}
      {code !== null && digits !== '' && (
        <button type="button" className={styles.askPrice} onClick={onAsk}>
          {t.typeAction}
        </button>
      )}
    </>
  )
}
