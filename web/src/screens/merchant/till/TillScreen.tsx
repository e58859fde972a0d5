/** 계산대: items to tap, coupons to scan, each offer said in words; pay, hold, take back. */
import { Button, Loader } from '@mantine/core'
import { useEffect, useState } from 'react'
import { call } from '../../../api.ts'
import { clock, won } from '../../../parts/format.ts'
import { OfflineBar } from '../../../parts/OfflineBar.tsx'
import { wakeSound } from '../../../parts/sounds.ts'
import { useOfflineTill } from '../../../parts/use-offline-till.ts'
import { keepMenu, keptMenu } from '../../../parts/till-menu.ts'
import { merchantTill as en } from '../../../text/en/merchant-till.ts'
import { offline as offlineEn } from '../../../text/en/offline.ts'
import { merchantTill as ko } from '../../../text/ko/merchant-till.ts'
import { offline as offlineKo } from '../../../text/ko/offline.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { toast } from '../../../ui/Toast.tsx'
import { AtPlace } from '../AtPlace.tsx'
import { CounterLinks } from '../CounterLinks.tsx'
import { BillPane } from './BillPane.tsx'
import { CartPane } from './CartPane.tsx'
import type { KeptBill } from './kept.ts'
import { MenuPane } from './MenuPane.tsx'
import styles from './till.module.css'
import type { Bill } from './till.ts'
import { useTill } from './use-till.ts'

export function TillScreen() {
  const t = useText({ ko, en })
  useEffect(() => {
    addEventListener('pointerdown', wakeSound, { once: true })
    return () => removeEventListener('pointerdown', wakeSound)
  }, [])
  return (
    <AtPlace title={t.title}>
      {(place, chooser) => (
        <Page title={t.title} width="wide" action={chooser}>
          <PlaceTill key={place.id} placeId={place.id} />
          <CounterLinks here="till" />
        </Page>
      )}
    </AtPlace>
  )
}

function PlaceTill({ placeId }: { readonly placeId: string }) {
  const t = useText({ ko, en })
  const { till, send, bills, look } = useTill(placeId)
  const [kept, setKept] = useState(() => keptMenu(placeId))
  const menu = kept ?? t.sample
  const alone = useText({ ko: offlineKo, en: offlineEn })
  const line = useOfflineTill(placeId)
  return (
    <>
      <OfflineBar till={line} hint={alone.tillHint} />
      <div className={styles.till}>
        <MenuPane
          menu={menu}
          onItem={(item) => send({ kind: 'add', item })}
          onMenu={(next) => {
            keepMenu(placeId, next)
            setKept(next)
          }}
        />
        <div className={styles.pane}>
          {till.kind === 'open' && <CartPane placeId={placeId} till={till} send={send} />}
          {till.kind === 'sending' && (
            <div className={styles.bill} role="status">
              <Loader aria-hidden />
              <p className={styles.billTitle}>{t.sending}</p>
            </div>
          )}
          {till.kind === 'unanswered' && (
            <div className={styles.bill} role="alert">
              <p className={styles.billTitle}>{t.unanswered}</p>
              <p className={styles.soft}>{t.unansweredBody}</p>
              <Button h={60} onClick={() => send({ kind: 'again' })}>
                {t.retry}
              </Button>
            </div>
          )}
          {till.kind === 'made' && (
            <BillPane
              key={till.bill.id}
              bill={till.bill}
              atMs={till.atMs}
              onBill={look}
              onNext={() => send({ kind: 'next' })}
            />
          )}
          <Bills bills={bills} isBusy={isOut(till.kind)} onBill={look} />
        </div>
      </div>
    </>
  )
}

const isOut = (kind: string) => kind === 'sending' || kind === 'unanswered'

/** Bills of this till: what is held first, then what was paid. */
function Bills({
  bills,
  isBusy,
  onBill,
}: {
  readonly bills: readonly KeptBill[]
  readonly isBusy: boolean
  readonly onBill: (bill: Bill) => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const open = async (billId: string) => {
    if (isBusy) return
    try {
      onBill(await call('GET /v1/bills/{billId}', { params: { billId } }))
    } catch (error) {
      toast({ says: says(error), tone: 'no' })
    }
  }
  const rowsOf = (some: readonly KeptBill[]) =>
    some.map((bill) => (
      <Row
        key={bill.id}
        title={t.billOf(won(bill.payMinor, language), clock(new Date(bill.at), language))}
        detail={bill.items}
        onGo={() => void open(bill.id)}
      />
    ))
  const held = bills.filter(({ isHeld }) => isHeld)
  const recent = bills.filter(({ isHeld }) => !isHeld)
  return (
    <>
      {held.length > 0 && (
        <Section title={t.heldBills}>
          <Rows label={t.heldBills}>{rowsOf(held)}</Rows>
        </Section>
      )}
      <Section title={t.recentBills}>
        {recent.length === 0 ? (
          <p className={styles.soft}>{t.recentEmpty}</p>
        ) : (
          <Rows label={t.recentBills}>{rowsOf(recent)}</Rows>
        )}
      </Section>
    </>
  )
}
