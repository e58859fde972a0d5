/** Invoices and credit notes with every line behind them. */
import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { plans as en } from '../text/en/plans.ts'
import { ways as waysEn } from '../text/en/ways.ts'
import { counted } from '../text/figures.ts'
import { plans as ko } from '../text/ko/plans.ts'
import { ways as waysKo } from '../text/ko/ways.ts'
import { useLanguage, useText } from '../text/language.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { calendarDay, dayOf, won } from './format.ts'
import styles from './InvoiceRows.module.css'
import {
  monthName,
  planName,
  totalMinor,
  wayLineWords,
  type Invoice,
  type Plan,
} from './plan-words.ts'
import { PrintPage } from './PrintPage.tsx'

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
  const [printed, setPrinted] = useState<string | null>(null)
  const invoice = invoices.find(({ id }) => id === shown)
  const paper = invoices.find(({ id }) => id === printed)
  const close = () => setShown(null)
  const titleOf = (each: Invoice) => {
    const month = monthName(each.month, t)
    const what = each.kind === 'credit-note' ? `${month} · ${t.creditNote}` : month
    return nameOf ? `${nameOf(each)} · ${what}` : what
  }
  const says = useLineWords(plans)
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
                  key={says(line)}
                  title={says(line)}
                  end={<span className="figures">{won(line.amountMinor, language)}</span>}
                />
              ))}
              <Row
                title={t.vat}
                end={<span className="figures">{won(invoice.vatMinor, language)}</span>}
              />
              <Row title={<b>{t.total(won(totalMinor(invoice), language))}</b>} />
            </Rows>
            <Button
              variant="default"
              mih={48}
              mt="sm"
              leftSection={<IconPrinter size={20} aria-hidden />}
              onClick={() => {
                setPrinted(invoice.id)
                close()
              }}
            >
              {t.print}
            </Button>
            {actionOf?.(invoice, close)}
          </>
        )}
      </Sheet>
      {paper && <InvoicePaper invoice={paper} says={says} onClose={() => setPrinted(null)} />}
    </>
  )
}

type Line = Invoice['lines'][number]

/** A line of an invoice in words. */
function useLineWords(plans: readonly Plan[]): (line: Line) => string {
  const t = useText({ ko, en })
  const { names } = useText({ ko: waysKo, en: waysEn })
  const { language } = useLanguage()
  const planOf = (id: string) => {
    const plan = plans.find((each) => each.id === id)
    return plan ? planName(plan, language) : id
  }
  return (line) => {
    if (line.kind === 'plan') return t.planLine(planOf(line.planId), line.days, line.ofDays)
    if (line.kind === 'step') return t.stepLine(line.broadcasts, counted(line.friends))
    return wayLineWords(line, names[line.way], t, language)
  }
}

/** An invoice as it lies on paper. */
function InvoicePaper({
  invoice,
  says,
  onClose,
}: {
  readonly invoice: Invoice
  readonly says: (line: Line) => string
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { merchantName, month, kind, number, lines, vatMinor, issuedAt } = invoice
  const sign = kind === 'invoice' ? 1 : -1
  const rows = [
    ...lines.map((line) => ({ title: says(line), minor: line.amountMinor })),
    { title: t.vat, minor: vatMinor },
  ]
  return (
    <PrintPage
      name={t.print}
      shop={merchantName}
      title={`${monthName(month, t)} ${kind === 'invoice' ? t.invoice : t.creditNote}`}
      body={t.total(won(totalMinor(invoice), language))}
      note={t.paperNote(number, calendarDay(dayOf(new Date(issuedAt)), language))}
      onClose={onClose}
    >
      <table className={styles.lines}>
        <tbody>
          {rows.map(({ title, minor }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              <td className="figures">{won(sign * minor, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </PrintPage>
  )
}
