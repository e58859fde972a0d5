/** 한 일 기록: what people and tills did for the shop, newest first; for its owners. */
import { Select } from '@mantine/core'
import { IconHistory, IconReceipt, IconUser } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, keyOf } from '../../../api.ts'
import { links } from '../../../links.ts'
import { byCursor, Endless } from '../../../parts/Endless.tsx'
import { since } from '../../../parts/format.ts'
import { useGoBack } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { staff as en } from '../../../text/en/staff.ts'
import { staff as ko } from '../../../text/ko/staff.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { useShop } from '../shop.tsx'

export function ActionsScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const back = useGoBack(links.settings(shop.id))
  return (
    <Page title={t.actions} lead={t.actionsLead} onBack={back}>
      <OwnerOnly>
        <Actions merchantId={shop.id} />
      </OwnerOnly>
    </Page>
  )
}

function Actions({ merchantId }: { readonly merchantId: string }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const [personId, setPersonId] = useState<string | null>(null)
  const params = { merchantId }
  const people = useQuery(ask('GET /v1/merchants/{merchantId}/staff', { params }))
  const names = new Map(people.data?.items.map((row) => [row.personId, row.name]))
  const path = 'GET /v1/merchants/{merchantId}/staff-actions'
  const query = useInfiniteQuery({
    queryKey: keyOf(path, { params, query: { personId } }),
    queryFn: ({ pageParam, signal }) =>
      call(path, { params, query: { personId, cursor: pageParam }, signal }),
    ...byCursor,
  })
  const nameOf = (id: string | null) => (id === null ? t.till : (names.get(id) ?? t.formerly))
  return (
    <>
      <Select
        label={t.who}
        placeholder={t.everybody}
        clearable
        data={[...names].map(([value, label]) => ({ value, label }))}
        value={personId}
        onChange={setPersonId}
      />
      <Endless query={query} empty={<EmptyState icon={IconHistory} title={t.noActions} />}>
        {(rows) => (
          <Rows label={t.actions}>
            {rows.map((row) => (
              <Row
                key={row.requestId}
                icon={row.personId ? IconUser : IconReceipt}
                title={t.did(row.operation)}
                detail={[
                  nameOf(row.personId),
                  t.roles[row.role],
                  since(new Date(row.at), now, language),
                ].join(' · ')}
              />
            ))}
          </Rows>
        )}
      </Endless>
    </>
  )
}
