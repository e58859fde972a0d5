/** How I am reached beside the inbox: addresses, and what goes there. */
import { Button, Switch, TextInput } from '@mantine/core'
import {
  IconBrandLine,
  IconDeviceMobileMessage,
  IconMail,
  IconMessageCircle,
  IconSend,
} from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { GoLink, useGoBack } from '../../../parts/go.tsx'
import { useMe } from '../../../parts/me.ts'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import type { ItemOf, ReplyTo } from '../../../shapes.ts'
import { me as meEn } from '../../../text/en/me.ts'
import { ways as en } from '../../../text/en/ways.ts'
import { me as meKo } from '../../../text/ko/me.ts'
import { ways as ko } from '../../../text/ko/ways.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './ways.module.css'

type OwnWay = ItemOf<ReplyTo<'GET /v1/me/ways'>>

const icons = {
  email: IconMail,
  sms: IconDeviceMobileMessage,
  kakao: IconMessageCircle,
  line: IconBrandLine,
} as const

export function WaysScreen() {
  const t = useText({ ko, en })
  const me = useText({ ko: meKo, en: meEn })
  const back = useGoBack(links.me())
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <NeedsSignIn icon={IconSend} title={me.signIn.title} body={me.signIn.body}>
        <WayList />
      </NeedsSignIn>
    </Page>
  )
}

function WayList() {
  const t = useText({ ko, en })
  const query = useQuery(ask('GET /v1/me/ways'))
  return (
    <Answer query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={IconSend} title={t.none.title}>
            {t.none.body}
          </EmptyState>
        ) : (
          <>
            <Rows label={t.title}>
              {items.map((each) => (
                <WayRow key={each.way} own={each} />
              ))}
            </Rows>
            {items.some(({ way }) => way === 'email') && (
              <EmailForm isFirst={items.every(({ way, address }) => way !== 'email' || !address)} />
            )}
            <GoLink className={styles.link} href={links.consents()}>
              {t.toConsents}
            </GoLink>
          </>
        )
      }
    </Answer>
  )
}

function WayRow({ own }: { readonly own: OwnWay }) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const { way, address, isReachable, wantsInformation } = own
  const name = t.names[way]
  const after = () => refresh('GET /v1/me/ways')
  const onError = (error: unknown) => toast({ says: says(error), tone: 'no' })
  const set = useMutation({
    mutationFn: (wanted: boolean) =>
      call('PUT /v1/me/ways/{way}', { params: { way }, body: { wantsInformation: wanted } }),
    onSuccess: async (_, wanted) => {
      toast({ says: wanted ? t.on(name) : t.off(name), tone: wanted ? 'yes' : 'plain' })
      await after()
    },
    onError,
  })
  const forget = useMutation({
    mutationFn: () => call('DELETE /v1/me/ways/{way}', { params: { way } }),
    onSuccess: async () => {
      toast({ says: t.forgotten })
      await after()
    },
    onError,
  })
  const isOwn = way === 'email' || way === 'line'
  return (
    <Row
      icon={icons[way]}
      title={name}
      detail={
        address === null ? (
          t.noAddress[way]
        ) : (
          <>
            {isReachable ? address : `${address} · ${t.unreachable}`}
            {isOwn && (
              <Button
                className={styles.forget}
                variant="subtle"
                color="gray"
                mih={44}
                px={8}
                loading={forget.isPending}
                aria-label={t.forgetOf(name)}
                onClick={() => forget.mutate()}
              >
                {t.forget}
              </Button>
            )}
          </>
        )
      }
      end={
        <Switch
          size="md"
          aria-label={t.wants(name)}
          checked={set.isPending ? set.variables : wantsInformation}
          disabled={address === null || set.isPending}
          onChange={(event) => set.mutate(event.currentTarget.checked)}
        />
      }
    />
  )
}

const ADDRESS_LETTERS_MAX = 320

function EmailForm({ isFirst }: { readonly isFirst: boolean }) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const who = useMe()
  // Most want news where they sign in: it stands there already, and goes nowhere unconfirmed.
  const known = (isFirst && who.kind === 'person' && who.me.person.email) || ''
  const [typed, setAddress] = useState<string | null>(null)
  const address = typed ?? known
  const send = useMutation({
    mutationFn: (to: string) => call('POST /v1/me/ways/email/proofs', { body: { address: to } }),
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (address.trim()) send.mutate(address.trim())
      }}
    >
      <TextInput
        size="md"
        type="email"
        autoComplete="email"
        label={isFirst ? t.email.label : t.email.change}
        description={t.email.hint}
        value={address}
        maxLength={ADDRESS_LETTERS_MAX}
        error={send.isError ? says(send.error) : null}
        onChange={(event) => {
          send.reset()
          setAddress(event.currentTarget.value)
        }}
      />
      <Button type="submit" mih={48} loading={send.isPending} disabled={!address.trim()}>
        {t.email.send}
      </Button>
      <p className={styles.sent} role="status">
        {send.isSuccess ? t.email.sent(send.variables) : ''}
      </p>
    </form>
  )
}
