/** Lines of an example bill: what is bought, what is taken off, what is paid. */
import { won } from '../../../parts/format.ts'
import { useLanguage } from '../../../text/language.tsx'
import styles from './offers.module.css'

type ReceiptLine = {
  readonly itemId: string
  readonly unitMinor: number
  readonly quantity: number
}

export function BoughtRow({
  line: { itemId, unitMinor, quantity },
}: {
  readonly line: ReceiptLine
}) {
  const { language } = useLanguage()
  return (
    <p className={styles.receiptRow}>
      <span>
        {itemId}
        {quantity > 1 && ` × ${quantity}`}
      </span>
      <span className="figures">{won(quantity * unitMinor, language)}</span>
    </p>
  )
}

/** What an offer takes off; beside no sum, what comes along; below, why it does nothing. */
export function OffRow({
  says,
  minor,
  comes = null,
  whyNot = null,
}: {
  readonly says: string
  readonly minor: number
  readonly comes?: string | null
  readonly whyNot?: string | null
}) {
  const { language } = useLanguage()
  return (
    <>
      <p className={styles.receiptRow} data-off={whyNot === null}>
        <span>{says}</span>
        {minor > 0 ? <span className="figures">−{won(minor, language)}</span> : comes}
      </p>
      {whyNot && <p className={styles.soft}>{whyNot}</p>}
    </>
  )
}

export function SumRow({ says, minor }: { readonly says: string; readonly minor: number }) {
  const { language } = useLanguage()
  return (
    <p className={styles.receiptSum}>
      <span>{says}</span>
      <span className="figures">{won(minor, language)}</span>
    </p>
  )
}
