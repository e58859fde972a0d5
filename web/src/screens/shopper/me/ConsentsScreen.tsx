/** What I agreed to, each purpose on its own, in plain words. */
import { Switch } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date } from '../../../parts/format.ts'
import { useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { ConsentRow, ConsentWording } from '../../../shapes.ts'
import { consents as en, me as meEn } from '../../../text/en/me.ts'
import { consents as ko, me as meKo } from '../../../text/ko/me.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Page } from '../../../ui/Page.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './MeScreen.module.css'

export function ConsentsScreen() {
  const t = useText({ ko, en })
  const me = useText({ ko: meKo, en: meEn })
  const back = useGoBack(links.me())
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <NeedsSignIn icon={IconShieldCheck} title={me.signIn.title} body={me.signIn.body}>
        <ConsentList />
      </NeedsSignIn>
    </Page>
  )
}

function ConsentList() {
  const wordings = useQuery(ask('GET /v1/consent-wordings'))
  const consents = useQuery(ask('GET /v1/me/consents'))
  return (
    <Answer query={wordings}>
      {({ items }) => (
        <Answer query={consents}>
          {({ items: rows }) =>
            items.map((wording) => (
              <ConsentCard
                key={wording.purpose}
                wording={wording}
                row={rows.find(({ purpose }) => purpose === wording.purpose) ?? null}
                isBlocked={isBlocked(wording.purpose, rows)}
              />
            ))
          }
        </Answer>
      )}
    </Answer>
  )
}

/** A way needs marketing, and a night its day. */
function isBlocked(purpose: ConsentRow['purpose'], rows: readonly ConsentRow[]): boolean {
  if (purpose === 'location' || purpose === 'marketing') return false
  const [, way] = purpose.split('/')
  const basis = purpose.startsWith('night-') && way ? `marketing/${way}` : 'marketing'
  return !rows.some((row) => row.purpose === basis && row.granted)
}

function ConsentCard({
  wording,
  row,
  isBlocked,
}: {
  readonly wording: ConsentWording
  readonly row: ConsentRow | null
  /** Night needs day first. */
  readonly isBlocked: boolean
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const says = useRefusalText()
  const { purpose, version } = wording
  const isOn = row?.granted ?? false
  const set = useMutation({
    mutationFn: (granted: boolean) =>
      call('POST /v1/me/consents', { body: { purpose, granted, wordingVersion: version } }),
    onSuccess: async (_, granted) => {
      const off = purpose === 'location' ? t.offLocation : t.off
      toast({ says: granted ? t.on : off, tone: granted ? 'yes' : 'plain' })
      await refresh('GET /v1/me/consents', 'GET /v1/consent-wordings')
    },
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  const when = row?.at ? date(new Date(row.at), now, language) : null
  const state = isOn && when ? t.since(when) : when ? t.withdrawn(when) : t.never
  return (
    <section className={styles.card}>
      <div className={styles.cardHead}>
        <h2>{t.purposes[purpose]}</h2>
        <Switch
          aria-label={t.purposes[purpose]}
          checked={set.isPending ? set.variables : isOn}
          disabled={isBlocked || set.isPending}
          onChange={(event) => set.mutate(event.currentTarget.checked)}
        />
      </div>
      <p className={styles.wording}>{wording[language]}</p>
      <p className={styles.state} data-on={isOn}>
        {isBlocked ? t.needsMarketing : state}
      </p>
    </section>
  )
}
