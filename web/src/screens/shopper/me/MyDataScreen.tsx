/** 내 정보: what is kept about me. Steer my location, see who looked, take it along, erase it. */
import { Button } from '@mantine/core'
import { IconDownload, IconLock, IconShieldCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { since } from '../../../parts/format.ts'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { saveJson } from '../../../parts/save-file.ts'
import { useNow } from '../../../parts/use-now.ts'
import type { ReaderRow } from '../../../shapes.ts'
import { me as meEn } from '../../../text/en/me.ts'
import { myData as en } from '../../../text/en/about-me.ts'
import { me as meKo } from '../../../text/ko/me.ts'
import { myData as ko } from '../../../text/ko/about-me.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { toast } from '../../../ui/Toast.tsx'
import { EraseMe } from './EraseMe.tsx'
import { LocationSteering } from './LocationSteering.tsx'

export function MyDataScreen() {
  const t = useText({ ko, en })
  const me = useText({ ko: meKo, en: meEn })
  const go = useGo()
  const back = useGoBack(links.me())
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <NeedsSignIn icon={IconLock} title={me.signIn.title} body={me.signIn.body}>
        <Rows>
          <Row
            icon={IconShieldCheck}
            title={t.consents}
            detail={t.consentsDetail}
            href={links.consents()}
            onGo={() => go(links.consents())}
          />
        </Rows>
        <LocationSteering />
        <Readers />
        <Download />
        <EraseMe />
      </NeedsSignIn>
    </Page>
  )
}

/** Looks shown before somebody asks for more. */
const LOOKS_FIRST = 5

function Readers() {
  const t = useText({ ko, en })
  const [isWhole, setWhole] = useState(false)
  const query = useQuery(ask('GET /v1/me/readers'))
  return (
    <Section title={t.readers} hint={t.readersLead}>
      <Answer query={query}>
        {({ items }) => {
          const shown = isWhole ? items : items.slice(0, LOOKS_FIRST)
          return (
            <>
              <Rows label={t.readers}>
                {items.length === 0 && <Row title={t.nobody} />}
                {shown.map((look) => (
                  <Look
                    key={`${look.at}/${look.by}/${look.what}/${look.merchantId ?? ''}`}
                    look={look}
                  />
                ))}
              </Rows>
              {shown.length < items.length && (
                <Button variant="default" mih={48} onClick={() => setWhole(true)}>
                  {t.more(items.length - shown.length)}
                </Button>
              )}
            </>
          )
        }}
      </Answer>
    </Section>
  )
}

function Look({ look }: { readonly look: ReaderRow }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  // Names of shops are public; one that cannot be had is still a shop.
  const merchant = useQuery({
    ...ask('GET /v1/merchants/{merchantId}', { params: { merchantId: look.merchantId ?? '' } }),
    enabled: look.merchantId !== null,
    staleTime: 3_600_000,
    retry: false,
  })
  const name = look.merchantId === null ? t.market : (merchant.data?.name ?? t.shop)
  const when = since(new Date(look.at), now, language)
  return (
    <Row
      title={`${name}: ${t.what[look.what]}`}
      detail={`${when} · ${t.by[look.by]} · ${t.count(look.count)}`}
    />
  )
}

function Download() {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const take = useMutation({
    mutationFn: () => call('GET /v1/me/export'),
    onSuccess: (all) => {
      saveJson(`golmok-${all.exportedAt.slice(0, 10)}.json`, all)
      toast({ says: t.taken, tone: 'yes' })
    },
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  return (
    <Section title={t.take} hint={t.takeLead}>
      <Button
        variant="default"
        mih={48}
        leftSection={<IconDownload size={20} aria-hidden />}
        loading={take.isPending}
        onClick={() => take.mutate()}
      >
        {t.takeNow}
      </Button>
    </Section>
  )
}
