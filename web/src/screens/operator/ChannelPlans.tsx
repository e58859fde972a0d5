/** What shops pay to write to their friends: the plans as they stand, and every invoice. */
import { Button, NumberInput, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { InvoiceRows } from '../../parts/InvoiceRows.tsx'
import { planName, planSentence, type Invoice, type Plan } from '../../parts/plan-words.ts'
import { useSave } from '../../parts/use-save.ts'
import { plans as en } from '../../text/en/plans.ts'
import { plans as ko } from '../../text/ko/plans.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { AmountField } from '../../ui/AmountField.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Section } from '../../ui/Section.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { IconReceipt } from '@tabler/icons-react'
import styles from './operator.module.css'
import { WayTerms } from './WayTerms.tsx'

const PLANS = 'GET /v1/operator/channel-plans'
const INVOICES = 'GET /v1/operator/channel-invoices'

export function ChannelPlans() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const plans = useQuery(ask(PLANS))
  const [edited, setEdited] = useState<string | null>(null)
  return (
    <>
      <Section title={t.operatorTab} hint={t.operatorHint}>
        <Answer query={plans}>
          {({ present }) => {
            const plan = present.find(({ id }) => id === edited)
            return (
              <>
                <Rows label={t.operatorTab}>
                  {present.map((each) => (
                    <Row
                      key={each.id}
                      title={planName(each, language)}
                      detail={planSentence(each, t, language)}
                      onGo={() => setEdited(each.id)}
                    />
                  ))}
                </Rows>
                <Sheet
                  isOpen={plan !== undefined}
                  onClose={() => setEdited(null)}
                  title={plan ? planName(plan, language) : ''}
                >
                  {plan && <EditPlan key={plan.id} plan={plan} onDone={() => setEdited(null)} />}
                </Sheet>
              </>
            )
          }}
        </Answer>
      </Section>
      <WayTerms />
      <Invoices plans={plans.data?.present ?? []} />
    </>
  )
}

function EditPlan({ plan, onDone }: { readonly plan: Plan; readonly onDone: () => void }) {
  const t = useText({ ko, en })
  const [{ monthlyFeeMinor, unitsMax, isOffered }, setChanged] = useState(plan)
  const change = (part: Partial<Plan>) => setChanged((before) => ({ ...before, ...part }))
  const save = useSave({
    run: () =>
      call('POST /v1/operator/channel-plans', {
        body: { ...plan, monthlyFeeMinor, unitsMax, isOffered },
      }),
    done: t.saved,
    after: async () => {
      await refresh(PLANS)
      onDone()
    },
  })
  return (
    <div className={styles.filters}>
      <AmountField
        size="md"
        label={t.fee}
        value={monthlyFeeMinor}
        onAmount={(minor) => change({ monthlyFeeMinor: minor })}
      />
      <NumberInput
        size="md"
        label={t.max}
        min={0}
        allowDecimal={false}
        allowNegative={false}
        value={unitsMax ?? ''}
        onChange={(next) => change({ unitsMax: next === '' ? null : Number(next) })}
      />
      <Switch
        size="md"
        label={t.offered}
        checked={isOffered}
        onChange={({ currentTarget }) => change({ isOffered: currentTarget.checked })}
      />
      <Button h={52} loading={save.isPending} onClick={() => save.mutate()}>
        {t.save}
      </Button>
    </div>
  )
}

function Invoices({ plans }: { readonly plans: readonly Plan[] }) {
  const t = useText({ ko, en })
  const query = useQuery(ask(INVOICES))
  return (
    <Section title={t.operatorInvoices}>
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconReceipt} title={t.invoicesEmpty}>
              {t.invoicesEmptyBody}
            </EmptyState>
          ) : (
            <InvoiceRows
              invoices={items}
              plans={plans}
              nameOf={({ merchantName }) => merchantName}
              actionOf={(invoice, close) =>
                invoice.kind === 'invoice' &&
                !items.some(({ credits }) => credits === invoice.id) && (
                  <Credit invoice={invoice} onDone={close} />
                )
              }
            />
          )
        }
      </Answer>
    </Section>
  )
}

const REASON_LETTERS_MAX = 200

function Credit({ invoice, onDone }: { readonly invoice: Invoice; readonly onDone: () => void }) {
  const t = useText({ ko, en })
  const [reason, setReason] = useState('')
  const save = useSave({
    run: () =>
      call('POST /v1/operator/channel-invoices/{invoiceId}/credit', {
        params: { invoiceId: invoice.id },
        body: { reason },
      }),
    done: t.creditDone,
    after: async () => {
      await refresh(INVOICES)
      onDone()
    },
  })
  return (
    <div className={styles.filters}>
      <TextInput
        size="md"
        label={t.creditReason}
        maxLength={REASON_LETTERS_MAX}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Button
        h={52}
        variant="default"
        disabled={reason.trim() === ''}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        {t.creditSave}
      </Button>
    </div>
  )
}
