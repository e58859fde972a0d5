/** Big keys for figures, in reach of one thumb. */
import { IconBackspace } from '@tabler/icons-react'
import styles from './Keypad.module.css'

export type KeypadKey =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '00'
  | '000'
  | 'back'
  | 'clear'

export function Keypad({
  onKey,
  labels,
  zeros,
}: {
  readonly onKey: (key: KeypadKey) => void
  readonly labels: { readonly back: string; readonly clear: string; readonly keys: string }
  /** The key left of 0: thousands for money, nothing for phone numbers. */
  readonly zeros: '00' | '000' | null
}) {
  const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
  return (
    <div className={styles.keypad} role="group" aria-label={labels.keys}>
      {digits.map((digit) => (
        <button key={digit} type="button" className={styles.key} onClick={() => onKey(digit)}>
          {digit}
        </button>
      ))}
      {zeros ? (
        <button type="button" className={styles.key} onClick={() => onKey(zeros)}>
          {zeros}
        </button>
      ) : (
        <button type="button" className={styles.word} onClick={() => onKey('clear')}>
          {labels.clear}
        </button>
      )}
      <button type="button" className={styles.key} onClick={() => onKey('0')}>
        0
      </button>
      <button
        type="button"
        className={styles.key}
        aria-label={labels.back}
        onClick={() => onKey('back')}
      >
        <IconBackspace size={28} aria-hidden />
      </button>
    </div>
  )
}
