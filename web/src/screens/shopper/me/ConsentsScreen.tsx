/** What I agreed to, each purpose and each shop on its own, in plain words. */
import { Button } from '@mantine/core'
import { IconDownload, IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { AgeNotice } from '../../../parts/AgeNotice.tsx'
import { Answer } from '../../../parts/Answer.tsx'
import { date } from '../../../parts/format.ts'
import { useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { saveJson } from '../../../parts/save-file.ts'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { ConsentRow, ConsentWording } from '../../../shapes.ts'
import { consents as en, me as meEn } from '../../../text/en/me.ts'
import { consents as ko, me as meKo } from '../../../text/ko/me.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Section } from '../../../ui/Section.tsx'
import { ConsentCard, ConsentGroup, dayPurpose, missingBasis } from './ConsentCard.tsx'
import { ShopConsents } from './ShopConsents.tsx'

export function ConsentsScreen() {
  const t = useText({ ko, en })
  const me = useText({ ko: meKo, en: meEn })
  const back = useGoBack(links.me())
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <NeedsSignIn icon={IconShieldCheck} title={me.signIn.title} body={me.signIn.body}>
        <AgeNotice />
        <MarketConsents />
        <ShopConsents />
        <Proofs />
      </NeedsSignIn>
    </Page>
  )
}

function MarketConsents() {
  const t = useText({ ko, en })
  const wordings = useQuery(ask('GET /v1/consent-wordings'))
  const consents = useQuery(ask('GET /v1/me/consents'))
  const market = useQuery({ ...ask('GET /v1/market'), staleTime: 3_600_000 })
  const hint = market.data && (
    <>
      {t.handledBy(market.data.name)}
      <br />
      {t.questions(market.data.contact)}
    </>
  )
  return (
    <Section title={t.ofMarket} hint={hint}>
      <Answer query={wordings}>
        {({ items }) => (
          <Answer query={consents}>
            {({ items: rows }) => {
              const yes = rows.filter(({ granted }) => granted)
              const held = new Set(yes.map(({ purpose }) => purpose))
              // A day and its night lie in one card; each keeps its own words and its own switch.
              return [...Map.groupBy(items, ({ purpose }) => dayPurpose(purpose))].map(
                ([day, group]) => (
                  <ConsentGroup key={day}>
                    {group.map((wording) => (
                      <MarketConsent
                        key={wording.purpose}
                        wording={wording}
                        row={rows.find(({ purpose }) => purpose === wording.purpose) ?? null}
                        missing={missingBasis(wording.purpose, held)}
                      />
                    ))}
                  </ConsentGroup>
                ),
              )
            }}
          </Answer>
        )}
      </Answer>
    </Section>
  )
}

function MarketConsent({
  wording,
  row,
  missing,
}: {
  readonly wording: ConsentWording
  readonly row: ConsentRow | null
  readonly missing: ConsentRow['purpose'] | null
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const { purpose, version } = wording
  const isOn = row?.granted ?? false
  const off = purpose === 'location' ? t.offLocation : t.off
  const set = useSave<boolean>({
    run: (granted) =>
      call('POST /v1/me/consents', { body: { purpose, granted, wordingVersion: version } }),
    done: isOn ? off : t.on,
    after: () => refresh('GET /v1/me/consents', 'GET /v1/consent-wordings'),
  })
  const when = row?.at ? date(new Date(row.at), now, language) : null
  return (
    <ConsentCard
      title={t.purposes[purpose]}
      words={wording[language]}
      isOn={set.isPending ? set.variables : isOn}
      isBusy={set.isPending}
      needs={missing && t.purposes[missing]}
      state={isOn && when ? t.since(when) : when ? t.withdrawn(when) : t.never}
      onAnswer={(granted) => set.mutate(granted)}
    />
  )
}

function Proofs() {
  const t = useText({ ko, en })
  const take = useSave({
    run: async () => saveJson('golmok-consents.json', await call('GET /v1/me/consent-proofs')),
    done: t.proofsTaken,
  })
  return (
    <Section title={t.proofs} hint={t.proofsLead}>
      <Button
        variant="default"
        mih={48}
        leftSection={<IconDownload size={20} aria-hidden />}
        loading={take.isPending}
        onClick={() => take.mutate()}
      >
        {t.proofsTake}
      </Button>
    </Section>
  )
}
