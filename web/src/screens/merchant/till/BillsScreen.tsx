/** 지난 계산: the bills of a branch, found by day, state and receipt number. */
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconReceipt, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { byCursor, Endless } from '../../../parts/Endless.tsx'
import { dayAndClock, dayOf, won } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { ItemOf, ReplyTo } from '../../../shapes.ts'
import { merchantBills as en } from '../../../text/en/merchant-bills.ts'
import { merchantBills as ko } from '../../../text/ko/merchant-bills.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { AtPlace } from '../AtPlace.tsx'
import { CounterLinks } from '../CounterLinks.tsx'
import { useShop } from '../shop.tsx'
import styles from './till.module.css'

const PAGE = 30
const TYPING_MS = 250
const LIST = 'GET /v1/places/{placeId}/bills'
type PastBill = ItemOf<ReplyTo<typeof LIST>>
const states = ['all', 'paid', 'held', 'returned'] as const
type Show = (typeof states)[number]

export function BillsScreen() {
  const t = useText({ ko, en })
  return (
    <AtPlace title={t.title}>
      {(place, chooser) => <Bills key={place.id} placeId={place.id} chooser={chooser} />}
    </AtPlace>
  )
}

function Bills({ placeId, chooser }: { readonly placeId: string; readonly chooser: ReactNode }) {
  const t = useText({ ko, en })
  const [show, setShow] = useState<Show>('all')
  const [day, setDay] = useState('')
  const [typed, setTyped] = useState('')
  const [number] = useDebouncedValue(typed.trim(), TYPING_MS)
  const bills = useInfiniteQuery({
    queryKey: [LIST, { placeId, show, day, number }],
    queryFn: ({ pageParam, signal }) =>
      call(LIST, {
        params: { placeId },
        query: {
          limit: PAGE,
          cursor: pageParam,
          state: show === 'all' ? null : show,
          day: day || null,
          reference: number || null,
        },
        signal,
      }),
    ...byCursor,
    placeholderData: keepPreviousData,
  })
  const isUntouched = show === 'all' && day === '' && number === ''
  return (
    <Page title={t.title} action={chooser}>
      <SegmentedControl
        size="md"
        fullWidth
        aria-label={t.state}
        value={show}
        onChange={setShow}
        data={states.map((value) => ({
          value,
          label: value === 'all' ? t.all : t.states[value],
        }))}
      />
      <div className={styles.find}>
        <TextInput
          type="date"
          size="md"
          label={t.day}
          max={dayOf(useNow())}
          value={day}
          onChange={({ currentTarget }) => setDay(currentTarget.value)}
        />
        <TextInput
          type="search"
          size="md"
          label={t.number}
          leftSection={<IconSearch size={18} aria-hidden />}
          maxLength={60}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </div>
      <Endless query={bills} empty={<None isFirst={isUntouched} />}>
        {(rows) => (
          <Rows label={t.list}>
            {rows.map((bill) => (
              <BillRow key={bill.id} bill={bill} />
            ))}
          </Rows>
        )}
      </Endless>
      <CounterLinks here="bills" />
    </Page>
  )
}

function None({ isFirst }: { readonly isFirst: boolean }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  if (!isFirst) {
    return (
      <EmptyState icon={IconSearch} title={t.noneTitle}>
        {t.noneBody}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={IconReceipt}
      title={t.emptyTitle}
      action={
        <Button h={48} onClick={() => go(links.till(shop.id))}>
          {t.emptyAction}
        </Button>
      }
    >
      {t.emptyBody}
    </EmptyState>
  )
}

function BillRow({ bill }: { readonly bill: PastBill }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const now = useNow(60)
  const { discountMinor, refundedMinor, offersUsed, holderName, reference } = bill
  const at = new Date(bill.madeAt)
  const href = links.bill(shop.id, bill.id)
  const isPlain = bill.state === 'paid'
  const says = [
    isPlain ? null : t.states[bill.state],
    discountMinor > 0 ? t.saved(won(discountMinor, language)) : null,
    offersUsed > 0 ? t.offers(offersUsed) : null,
    isPlain && refundedMinor > 0 ? t.back(won(refundedMinor, language)) : null,
    holderName === null ? null : t.holder(holderName),
    reference === null ? null : t.reference(reference),
  ]
  return (
    <Row
      title={
        <span className="figures">
          {t.row(won(bill.payMinor, language), dayAndClock(at, now, language))}
        </span>
      }
      detail={says.filter(Boolean).join(' · ')}
      href={href}
      onGo={() => go(href)}
    />
  )
}
