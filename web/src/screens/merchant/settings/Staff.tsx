/** Who works here: add by e-mail, remove with an undo. */
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconUser, IconUserStar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, isCode, refresh } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useMe } from '../../../parts/me.ts'
import { merchantSettings as en } from '../../../text/en/merchant-settings.ts'
import { merchantSettings as ko } from '../../../text/ko/merchant-settings.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import type { Role, StaffRow } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import styles from './settings.module.css'
import { useSave } from '../../../parts/use-save.ts'

export function Staff() {
  const t = useText({ ko, en })
  const shop = useShop()
  const who = useMe()
  const [isAdding, setAdding] = useState(false)
  const params = { merchantId: shop.id }
  const staff = useQuery(ask('GET /v1/merchants/{merchantId}/staff', { params }))
  const remove = useSave<StaffRow>({
    run: ({ personId }) =>
      call('DELETE /v1/merchants/{merchantId}/staff/{personId}', {
        params: { ...params, personId },
      }),
    undo: ({ email, role }) =>
      call('POST /v1/merchants/{merchantId}/staff', { params, body: { email, role } }),
    done: t.staffRemoved,
    after: () => refresh('GET /v1/merchants/{merchantId}/staff'),
  })
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
                detail={[row.role === 'owner' ? t.roleOwner : t.roleStaff, row.email]
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
      <Button variant="default" h={48} onClick={() => setAdding(true)}>
        {t.staffAdd}
      </Button>
      <Sheet isOpen={isAdding} onClose={() => setAdding(false)} title={t.staffAdd}>
        <NewStaff onDone={() => setAdding(false)} />
      </Sheet>
    </Section>
  )
}

function NewStaff({ onDone }: { readonly onDone: () => void }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('staff')
  const save = useSave({
    run: () =>
      call('POST /v1/merchants/{merchantId}/staff', {
        params: { merchantId: shop.id },
        body: { email: email.trim(), role },
      }),
    done: t.staffAdded,
    after: () => {
      onDone()
      return refresh('GET /v1/merchants/{merchantId}/staff')
    },
  })
  const isUnknown = isCode(save.error, 'merchant.no-such-person')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextInput
        type="email"
        label={t.staffFind}
        data-autofocus
        autoComplete="off"
        value={email}
        error={isUnknown ? t.staffUnknown : null}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <SegmentedControl
        fullWidth
        size="md"
        aria-label={t.staff}
        value={role}
        onChange={(next) => setRole(next === 'owner' ? 'owner' : 'staff')}
        data={[
          { value: 'staff', label: t.roleStaff },
          { value: 'owner', label: t.roleOwner },
        ]}
      />
      <Button type="submit" h={52} disabled={!email.includes('@')} loading={save.isPending}>
        {t.staffAdd}
      </Button>
    </form>
  )
}
