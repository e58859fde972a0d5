/** The numbers of a batch: looked up by how they begin, and called back one by one. */
import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { ask, call } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useSave } from '../../../parts/use-save.ts'
import { codes as en } from '../../../text/en/codes.ts'
import { counted } from '../../../text/figures.ts'
import { codes as ko } from '../../../text/ko/codes.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import type { CodeBatch, ShopVoucher } from '../shapes.ts'
import styles from './codes.module.css'

const PAGE = 20
/** The server gives no more at once; whoever looks for more searches. */
const SHOWN_MAX = 100

export function Vouchers({
  batch,
  onChange,
}: {
  readonly batch: CodeBatch
  readonly onChange: () => Promise<unknown>
}) {
  const t = useText({ ko, en }).batch
  const [search, setSearch] = useState('')
  const [limit, setLimit] = useState(PAGE)
  const asked = useDeferredValue(search.trim())
  const params = { batchId: batch.id }
  const vouchers = useQuery({
    ...ask('GET /v1/code-batches/{batchId}/vouchers', {
      params,
      query: { limit, ...(asked !== '' && { search: asked }) },
    }),
    placeholderData: (before) => before,
  })
  const [ending, setEnding] = useState<ShopVoucher | null>(null)
  const end = useSave<number>({
    run: (number) =>
      call('POST /v1/code-batches/{batchId}/vouchers/{number}/void', {
        params: { ...params, number: String(number) },
      }),
    done: t.voidedOne,
    after: async () => {
      setEnding(null)
      await onChange()
    },
  })
  return (
    <Section title={t.list}>
      {batch.kind === 'unique' && batch.made > 0 && (
        <TextInput
          label={t.search}
          placeholder={t.searchPlaceholder}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={search}
          maxLength={60}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <Answer query={vouchers} loading={<Loading count={4} />}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <p className={styles.soft}>{asked === '' ? t.none : t.searchEmpty}</p>
          ) : (
            <>
              <Rows label={t.list}>
                {items.map((voucher) => (
                  <VoucherRow
                    key={voucher.number}
                    voucher={voucher}
                    onVoid={() => setEnding(voucher)}
                  />
                ))}
              </Rows>
              {nextCursor !== null && limit < SHOWN_MAX && (
                <Button
                  variant="subtle"
                  color="gray"
                  mih={48}
                  onClick={() => setLimit(Math.min(SHOWN_MAX, limit + 2 * PAGE))}
                >
                  {t.more}
                </Button>
              )}
            </>
          )
        }
      </Answer>
      <Sheet
        isOpen={ending !== null}
        onClose={() => setEnding(null)}
        title={t.voidOneTitle(ending?.code ?? '')}
      >
        <div className={styles.form}>
          <p className={styles.soft}>{t.voidOneBody}</p>
          <Button
            color="red"
            h={52}
            loading={end.isPending}
            onClick={() => ending && end.mutate(ending.number)}
          >
            {t.voidOne}
          </Button>
        </div>
      </Sheet>
    </Section>
  )
}

function VoucherRow({
  voucher,
  onVoid,
}: {
  readonly voucher: ShopVoucher
  readonly onVoid: () => void
}) {
  const t = useText({ ko, en }).batch
  const { code, state, claims, claimsMax, isBound, holderPhone } = voucher
  const canEnd = state === 'free' || state === 'published'
  const says = [
    claimsMax > 1 ? t.claimedTimes(counted(claims), counted(claimsMax)) : t.voucherState[state],
    holderPhone === null ? isBound && t.bound : t.forPhone(holderPhone),
  ]
  return (
    <Row
      title={<span className={styles.code}>{code}</span>}
      detail={says.filter(Boolean).join(' · ')}
      end={
        canEnd && (
          <Button
            variant="subtle"
            color="gray"
            h={44}
            aria-label={`${code} ${t.voidOne}`}
            onClick={onVoid}
          >
            {t.voidOne}
          </Button>
        )
      }
    />
  )
}
