/** Who works here: invited, and removed with an undo. */
import { Button } from '@mantine/core'
import { IconHistory, IconUser, IconUserStar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo } from '../../../parts/go.tsx'
import { useMe } from '../../../parts/me.ts'
import { merchantSettings as en } from '../../../text/en/merchant-settings.ts'
import { staff as staffEn } from '../../../text/en/staff.ts'
import { merchantSettings as ko } from '../../../text/ko/merchant-settings.ts'
import { staff as staffKo } from '../../../text/ko/staff.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import type { StaffRow } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { Invite, Waiting } from './Invite.tsx'
import { useSave } from '../../../parts/use-save.ts'

export function Staff() {
  const t = useText({ ko, en })
  const words = useText({ ko: staffKo, en: staffEn })
  const shop = useShop()
  const go = useGo()
  const who = useMe()
  const [isAdding, setAdding] = useState(false)
  const params = { merchantId: shop.id }
  const staff = useQuery(ask('GET /v1/merchants/{merchantId}/staff', { params }))
  const remove = useSave<StaffRow>({
    run: ({ personId }) =>
      call('DELETE /v1/merchants/{merchantId}/staff/{personId}', {
        params: { ...params, personId },
      }),
    undo: ({ personId }) =>
      call('POST /v1/merchants/{merchantId}/staff/{personId}/restoration', {
        params: { ...params, personId },
      }),
    done: t.staffRemoved,
    after: () => refresh('GET /v1/merchants/{merchantId}/staff'),
  })
  const branchesOf = ({ placeIds }: StaffRow) =>
    shop.places
      .filter(({ id }) => placeIds?.includes(id))
      .map(({ name }) => name)
      .join(', ')
  const myId = who.kind === 'person' ? who.me.person.id : null
  return (
    <Section title={t.staff} hint={t.staffHint}>
      <Answer query={staff} loading={<Loading count={1} />}>
        {({ items }) => (
          <Rows label={t.staff}>
            {items.map((row) => (
              <Row
                key={row.personId}
                icon={row.role === 'owner' ? IconUserStar : IconUser}
                title={row.personId === myId ? `${row.name} (${t.you})` : row.name}
                detail={[words.roles[row.role], branchesOf(row), row.email]
                  .filter(Boolean)
                  .join(' · ')}
                end={
                  row.personId !== myId && (
                    <Button
                      variant="subtle"
                      color="gray"
                      h={44}
                      aria-label={`${row.name} ${t.remove}`}
                      onClick={() => remove.mutate(row)}
                    >
                      {t.remove}
                    </Button>
                  )
                }
              />
            ))}
          </Rows>
        )}
      </Answer>
      <Waiting />
      <Rows>
        <Row
          icon={IconHistory}
          title={words.actions}
          detail={words.actionsHint}
          href={links.staffActions(shop.id)}
          onGo={() => go(links.staffActions(shop.id))}
        />
      </Rows>
      <Button variant="default" h={48} onClick={() => setAdding(true)}>
        {t.staffAdd}
      </Button>
      <Sheet isOpen={isAdding} onClose={() => setAdding(false)} title={t.staffAdd}>
        <Invite />
      </Sheet>
    </Section>
  )
}
