/** 나: who I am here, what I agreed to, and how the app should be. */
import { Button, Divider, TextInput } from '@mantine/core'
import {
  IconBellOff,
  IconBuildingStore,
  IconDeviceMobile,
  IconEye,
  IconFileText,
  IconHeart,
  IconLogin2,
  IconHeartHandshake,
  IconListCheck,
  IconMoodKid,
  IconSend,
  IconShieldCheck,
  IconUser,
  IconLogout,
  IconGauge,
} from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, queryClient, refresh } from '../../../api.ts'
import { forgetLastSeen } from '../../../last-seen.ts'
import { links } from '../../../links.ts'
import { phoneNumber } from '../../../parts/phone-number.ts'
import { useGo } from '../../../parts/go.tsx'
import { useMe } from '../../../parts/me.ts'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { PolicyLink } from '../../../parts/PolicyLink.tsx'
import type { Me } from '../../../shapes.ts'
import { brands as brandsEn } from '../../../text/en/brands.ts'
import { friends as friendsEn } from '../../../text/en/friends.ts'
import { me as en } from '../../../text/en/me.ts'
import { myData as dataEn } from '../../../text/en/about-me.ts'
import { brands as brandsKo } from '../../../text/ko/brands.ts'
import { friends as friendsKo } from '../../../text/ko/friends.ts'
import { me as ko } from '../../../text/ko/me.ts'
import { myData as dataKo } from '../../../text/ko/about-me.ts'
import { wards as wardsEn } from '../../../text/en/wards.ts'
import { wards as wardsKo } from '../../../text/ko/wards.ts'
import { ways as waysEn } from '../../../text/en/ways.ts'
import { ways as waysKo } from '../../../text/ko/ways.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './MeScreen.module.css'
import { Settings } from './Settings.tsx'

export function MeScreen() {
  const t = useText({ ko, en })
  const who = useMe()
  return (
    <Page title={who.kind === 'person' ? t.hello(who.me.person.name) : t.title}>
      <NeedsSignIn
        icon={IconUser}
        title={t.signIn.title}
        body={t.signIn.body}
        loading={<Loading kind="page" />}
      >
        {who.kind === 'person' && <Mine me={who.me} />}
      </NeedsSignIn>
      <h2 className={styles.title}>{t.settings}</h2>
      <Settings isPerson={who.kind === 'person'} />
      {who.kind === 'person' && <SignOut />}
      <PolicyLink />
    </Page>
  )
}

function Mine({ me }: { readonly me: Me }) {
  const t = useText({ ko, en })
  const go = useGo()
  const brands = useText({ ko: brandsKo, en: brandsEn })
  const friends = useText({ ko: friendsKo, en: friendsEn })
  const ways = useText({ ko: waysKo, en: waysEn })
  const data = useText({ ko: dataKo, en: dataEn })
  const answersFor = useText({ ko: wardsKo, en: wardsEn })
  // Few people are anybody's guardian here: whoever is none is not told of it.
  const wards = useQuery(ask('GET /v1/me/wards')).data?.items ?? []
  const isMember = me.memberships.length > 0
  const row = (icon: typeof IconHeart, title: string, href: string, detail?: string) => (
    <Row icon={icon} title={title} detail={detail} href={href} onGo={() => go(href)} />
  )
  return (
    <>
      <Profile key={me.person.name} me={me} />
      <Rows label={t.things}>
        {row(IconHeart, t.favourites, links.favourites())}
        {row(IconListCheck, brands.title, links.brands(), brands.detail)}
        {row(IconHeartHandshake, friends.title, links.friends(), friends.detail)}
        {row(IconBellOff, t.blocks, links.blocks(), t.blocksDetail)}
        {row(IconSend, ways.title, links.ways(), ways.detail)}
        {row(IconShieldCheck, t.consents, links.consents(), t.consentsDetail)}
        {row(IconEye, t.location, links.location(), t.locationDetail)}
        {row(IconFileText, data.title, links.myData(), data.detail)}
        {wards.length > 0 && row(IconMoodKid, answersFor.title, links.wards(), answersFor.detail)}
        {row(IconLogin2, t.waysIn, links.waysIn(), t.waysInDetail)}
        {row(IconDeviceMobile, t.sessions, links.sessions(), t.sessionsDetail)}
      </Rows>
      <Rows>
        {isMember
          ? row(IconBuildingStore, t.shop, links.shop(), t.shopDetail)
          : row(IconBuildingStore, t.newShop, links.newShop(), t.newShopDetail)}
        {me.isOperator && row(IconGauge, t.operator, links.operator())}
      </Rows>
    </>
  )
}

const NAME_LETTERS_MAX = 60

function Profile({ me }: { readonly me: Me }) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const { person } = me
  const [name, setName] = useState(person.name)
  const save = useMutation({
    mutationFn: (next: string) => call('PATCH /v1/me', { body: { name: next } }),
    onSuccess: async (_, next) => {
      const before = person.name
      toast({ says: t.saved, ...(next === before ? {} : { onUndo: () => save.mutate(before) }) })
      await refresh('GET /v1/me')
    },
  })
  const isChanged = name.trim() !== person.name && name.trim() !== ''
  return (
    <form
      className={styles.profile}
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged) save.mutate(name.trim())
      }}
    >
      <TextInput
        label={t.name}
        value={name}
        maxLength={NAME_LETTERS_MAX}
        autoComplete="name"
        error={save.isError ? says(save.error) : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {isChanged && (
        <Button type="submit" mih={48} loading={save.isPending}>
          {t.saveName}
        </Button>
      )}
      <p className={styles.contact}>
        {[person.email, person.phone && phoneNumber(person.phone)].filter(Boolean).join(' · ')}
      </p>
    </form>
  )
}

function SignOut() {
  const t = useText({ ko, en })
  const go = useGo()
  const says = useRefusalText()
  const out = useMutation({
    mutationFn: () => call('DELETE /v1/sessions/current'),
    onSuccess: () => {
      forgetLastSeen(queryClient)
      toast({ says: t.signedOut })
      go(links.home())
    },
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  return (
    <>
      <Divider />
      <Button
        variant="default"
        mih={48}
        leftSection={<IconLogout size={18} aria-hidden />}
        loading={out.isPending}
        onClick={() => out.mutate()}
      >
        {t.signOut}
      </Button>
    </>
  )
}
