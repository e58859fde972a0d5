/** A survey of a shop: what it is about, one question a screen, and thanks. */
import { Button } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dateAndClock, lastMoment } from '../../../parts/format.ts'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { NotHere } from '../../../parts/NotHere.tsx'
import { NumberGate } from '../../../parts/NumberGate.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { survey as en } from '../../../text/en/surveys.ts'
import { survey as ko } from '../../../text/ko/surveys.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card } from '../../../ui/Section.tsx'
import { Questions } from './Questions.tsx'
import styles from './survey.module.css'

type Found = ReplyTo<'GET /v1/surveys/{surveyId}'>

export function SurveyScreen() {
  const t = useText({ ko, en })
  const surveyId = usePathPart('surveyId')
  const key = usePathPart('key')
  const query = useQuery(
    ask('GET /v1/surveys/{surveyId}', {
      params: { surveyId },
      query: { key: key === '' ? undefined : key },
    }),
  )
  return (
    <Page title={query.data?.survey.title ?? t.title}>
      <Answer
        query={query}
        loading={<Loading kind="page" />}
        refused={
          <NotHere title={t.goneTitle} body={t.goneBody} onward={t.home} href={links.home()} />
        }
      >
        {(found) =>
          found.mine ? <Thanks mine={found.mine} /> : <Invitation found={found} linkKey={key} />
        }
      </Answer>
    </Page>
  )
}

function Invitation({ found, linkKey }: { readonly found: Found; readonly linkKey: string }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const [isBegun, setBegun] = useState(false)
  const { survey } = found
  if (isBegun) {
    return (
      <Questions
        survey={survey}
        linkKey={linkKey}
        onDone={() => refresh('GET /v1/surveys/{surveyId}')}
      />
    )
  }
  const at = (text: string) => dateAndClock(new Date(text), now, language)
  return (
    <>
      {survey.intro && <p className={styles.intro}>{survey.intro}</p>}
      {survey.rewardTitle && (
        <Card tone="accent">
          <p className={styles.plain}>{t.reward(survey.rewardTitle)}</p>
        </Card>
      )}
      <p className={styles.soft}>{t.anonymous}</p>
      {survey.phase === 'open' ? (
        <NeedsSignIn icon={IconMessageQuestion} title={t.signInTitle} body={t.signInBody}>
          <NumberGate standing={found.myNumber} what="survey">
            <BigButton onClick={() => setBegun(true)}>{t.start}</BigButton>
          </NumberGate>
          <p className={styles.soft}>
            {t.until(lastMoment(new Date(survey.endsAt), now, language))}
          </p>
        </NeedsSignIn>
      ) : (
        <p role="status">{survey.phase === 'ended' ? t.ended : t.coming(at(survey.startsAt))}</p>
      )}
    </>
  )
}

function Thanks({ mine }: { readonly mine: NonNullable<Found['mine']> }) {
  const t = useText({ ko, en })
  const go = useGo()
  const { couponId, reward } = mine
  return (
    <Card tone="yes">
      <div role="status" className={styles.thanks}>
        <h2 className={styles.question}>{t.doneTitle}</h2>
        <p className={styles.plain}>{t.doneBody}</p>
        {reward !== 'none' && <p className={styles.plain}>{t[reward]}</p>}
      </div>
      {couponId ? (
        <Button h={52} onClick={() => go(links.coupon(couponId))}>
          {t.toCoupon}
        </Button>
      ) : (
        <Button h={52} variant="default" onClick={() => go(links.home())}>
          {t.home}
        </Button>
      )}
    </Card>
  )
}
