/** Inviting somebody to work here: as what, at which branches, by a link or to an address. */
import { Button, CopyButton, MultiSelect, SegmentedControl, TextInput } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { useSave } from '../../../parts/use-save.ts'
import { staff as en } from '../../../text/en/staff.ts'
import { staff as ko } from '../../../text/ko/staff.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import type { Role } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { useAllPlaces } from '../use-all-places.ts'
import styles from './settings.module.css'

const roles: readonly Role[] = ['staff', 'manager', 'owner']

export function Invite() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const places = useAllPlaces()
  const [role, setRole] = useState<Role>('staff')
  const [placeIds, setPlaceIds] = useState<string[]>([])
  const [address, setAddress] = useState('')
  const params = { merchantId: shop.id }
  const isLimited = role !== 'owner' && placeIds.length > 0
  const [made, setMade] = useState<{ readonly link: string; readonly isSent: boolean } | null>(null)
  const save = useSave({
    run: async () => {
      const body = {
        role,
        placeIds: isLimited ? placeIds : null,
        address: address.trim() || null,
        locale: language,
      }
      const path = 'POST /v1/merchants/{merchantId}/staff-invitations'
      setMade(await call(path, { params, body }))
    },
    done: null,
    after: () => refresh('GET /v1/merchants/{merchantId}/staff-invitations'),
  })
  if (made) return <Made {...made} />
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <SegmentedControl
        fullWidth
        size="md"
        aria-label={t.role}
        value={role}
        onChange={(next) => setRole(roles.find((each) => each === next) ?? 'staff')}
        data={roles.map((value) => ({ value, label: t.roles[value] }))}
      />
      <p className={styles.soft}>{t.roleHints[role]}</p>
      {shop.places.length > 1 && role !== 'owner' && (
        <MultiSelect
          label={t.branches}
          description={t.branchesHint}
          searchable
          limit={100}
          data={places.map(({ id, name }) => ({ value: id, label: name }))}
          value={placeIds}
          onChange={setPlaceIds}
        />
      )}
      <TextInput
        label={t.address}
        description={t.addressHint}
        autoComplete="off"
        maxLength={254}
        value={address}
        onChange={({ currentTarget }) => setAddress(currentTarget.value)}
      />
      <Button type="submit" h={52} loading={save.isPending}>
        {t.invite}
      </Button>
    </form>
  )
}

function Made({ link, isSent }: { readonly link: string; readonly isSent: boolean }) {
  const t = useText({ ko, en })
  return (
    <div className={styles.form}>
      <p className={styles.says}>{isSent ? t.sent : t.made}</p>
      <p className={styles.soft}>{t.madeHint}</p>
      <TextInput readOnly label={t.link} value={link} />
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Button h={52} onClick={copy}>
            {copied ? t.copied : t.copy}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}

/** Those that wait for an answer, each of which can be taken back. */
export function Waiting() {
  const t = useText({ ko, en })
  const params = { merchantId: useShop().id }
  const path = 'GET /v1/merchants/{merchantId}/staff-invitations'
  const waiting = useQuery(ask(path, { params }))
  const end = useSave<string>({
    run: (invitationId) =>
      call('DELETE /v1/merchants/{merchantId}/staff-invitations/{invitationId}', {
        params: { ...params, invitationId },
      }),
    done: t.takenBack,
    after: () => refresh(path),
  })
  const items = waiting.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Rows label={t.waiting}>
      {items.map((row) => (
        <Row
          key={row.id}
          icon={IconMailForward}
          title={row.address ?? t.byLink}
          detail={`${t.roles[row.role]} · ${t.waiting}`}
          end={
            <Button variant="subtle" color="gray" h={44} onClick={() => end.mutate(row.id)}>
              {t.takeBack}
            </Button>
          }
        />
      ))}
    </Rows>
  )
}
