/** Invoices and credit notes with every line behind them. */
import { useState, type ReactNode } from 'react'
import { plans as en } from '../text/en/plans.ts'
import { counted } from '../text/figures.ts'
import { plans as ko } from '../text/ko/plans.ts'
import { useLanguage, useText } from '../text/language.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { won } from './format.ts'
import { monthName, planName, totalMinor, type Invoice, type Plan } from './plan-words.ts'

export function InvoiceRows({
  invoices,
  plans,
  nameOf,
  actionOf,
}: {
  readonly invoices: readonly Invoice[]
  readonly plans: readonly Plan[]
  /** What stands before the month: the shop, where there are many. */
  readonly nameOf?: (invoice: Invoice) => string
  /** Below the lines of an opened invoice. */
  readonly actionOf?: (invoice: Invoice, close: () => void) => ReactNode
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const [shown, setShown] = useState<string | null>(null)
  const invoice = invoices.find(({ id }) => id === shown)
  const close = () => setShown(null)
  const titleOf = (each: Invoice) => {
    const month = monthName(each.month, t)
    const what = each.kind === 'credit-note' ? `${month} · ${t.creditNote}` : month
    return nameOf ? `${nameOf(each)} · ${what}` : what
  }
  const planOf = (id: string) => {
    const plan = plans.find((each) => each.id === id)
    return plan ? planName(plan, language) : id
  }
  return (
    <>
      <Rows label={t.invoices}>
        {invoices.map((each) => (
          <Row
            key={each.id}
            title={titleOf(each)}
            detail={each.reason === null ? null : t.credited(each.reason)}
            end={<b className="figures">{won(totalMinor(each), language)}</b>}
            onGo={() => setShown(each.id)}
          />
        ))}
      </Rows>
      <Sheet isOpen={invoice !== undefined} onClose={close} title={invoice ? titleOf(invoice) : ''}>
        {invoice && (
          <>
            <Rows>
              {invoice.lines.map((line) => (
                <Row
                  key={`${line.kind}/${line.amountMinor}/${line.planId}`}
                  title={
                    line.kind === 'plan'
                      ? t.planLine(planOf(line.planId), line.days, line.ofDays)
                      : t.stepLine(line.broadcasts, counted(line.friends))
                  }
                  end={<span className="figures">{won(line.amountMinor, language)}</span>}
                />
              ))}
              <Row
                title={t.vat}
                end={<span className="figures">{won(invoice.vatMinor, language)}</span>}
              />
              <Row title={<b>{t.total(won(totalMinor(invoice), language))}</b>} />
            </Rows>
            {actionOf?.(invoice, close)}
          </>
        )}
      </Sheet>
    </>
  )
}
