/** The children I answer for as their guardian: what each may do since when, and the way to take it back. */
import { Button } from '@mantine/core'
import { IconHeartHandshake, IconMoodKid } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date } from '../../../parts/format.ts'
import { useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { WardRow } from '../../../shapes.ts'
import { guardian as guardianEn } from '../../../text/en/guardian.ts'
import { me as meEn } from '../../../text/en/me.ts'
import { wards as en } from '../../../text/en/wards.ts'
import { guardian as guardianKo } from '../../../text/ko/guardian.ts'
import { me as meKo } from '../../../text/ko/me.ts'
import { wards as ko } from '../../../text/ko/wards.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import styles from './MeScreen.module.css'

export function WardsScreen() {
  const t = useText({ ko, en })
  const me = useText({ ko: meKo, en: meEn })
  const back = useGoBack(links.me())
  return (
    <Page title={t.title} onBack={back}>
      <NeedsSignIn icon={IconHeartHandshake} title={me.signIn.title} body={me.signIn.body}>
        <WardList />
      </NeedsSignIn>
    </Page>
  )
}

function WardList() {
  const t = useText({ ko, en })
  const [asked, setAsked] = useState<WardRow | null>(null)
  const query = useQuery(ask('GET /v1/me/wards'))
  return (
    <Answer query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={IconHeartHandshake} title={t.none}>
            {t.noneBody}
          </EmptyState>
        ) : (
          <>
            <p className={styles.wording}>{t.lead}</p>
            {items.map((ward) => (
              <Ward key={ward.childId} ward={ward} onTakeBack={() => setAsked(ward)} />
            ))}
            <TakeBack ward={asked} onClose={() => setAsked(null)} />
          </>
        )
      }
    </Answer>
  )
}

function Ward({ ward, onTakeBack }: { readonly ward: WardRow; readonly onTakeBack: () => void }) {
  const t = useText({ ko, en })
  const { purposes } = useText({ ko: guardianKo, en: guardianEn })
  const { language } = useLanguage()
  const now = useNow()
  const { childName, allowed, since } = ward
  return (
    <section className={styles.card} aria-label={t.child(childName)}>
      <div className={styles.cardHead}>
        <h3>{t.child(childName)}</h3>
        <IconMoodKid size={28} aria-hidden />
      </div>
      <p className={styles.contact}>{t.since(date(new Date(since), now, language))}</p>
      <p className={styles.state}>{t.allowed}</p>
      <Rows label={t.allowed}>
        <Row title={t.account} />
        {allowed.map((purpose) => (
          <Row key={purpose} title={purposes[purpose]} />
        ))}
      </Rows>
      {allowed.length === 0 && <p className={styles.contact}>{t.accountAlone}</p>}
      <Button
        variant="default"
        c="var(--golmok-no)"
        mih={48}
        aria-label={t.takeBackOf(childName)}
        onClick={onTakeBack}
      >
        {t.takeBack}
      </Button>
    </section>
  )
}

/** One question: what falls with the yes does not come back by itself. */
function TakeBack({
  ward,
  onClose,
}: {
  readonly ward: WardRow | null
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  const takeBack = useSave<string>({
    run: (childId) => call('DELETE /v1/me/wards/{childId}', { params: { childId } }),
    done: t.takenBack,
    after: async () => {
      onClose()
      await refresh('GET /v1/me/wards')
    },
  })
  return (
    <Sheet isOpen={ward !== null} onClose={onClose} title={t.ask(ward?.childName ?? '')}>
      <div className={styles.profile}>
        <p className={styles.wording}>{t.askBody}</p>
        <BigButton
          loading={takeBack.isPending}
          onClick={() => ward && takeBack.mutate(ward.childId)}
        >
          {t.takeBack}
        </BigButton>
        <Button variant="default" mih={48} onClick={onClose}>
          {t.keep}
        </Button>
      </div>
    </Sheet>
  )
}
