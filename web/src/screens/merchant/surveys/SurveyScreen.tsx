/** One survey of the shop: where it stands, its address, and what it found out. */
import { Badge, Button } from '@mantine/core'
import { IconDownload, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { surveys as en } from '../../../text/en/surveys.ts'
import { counted } from '../../../text/figures.ts'
import { surveys as ko } from '../../../text/ko/surveys.ts'
import { useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Figure, Figures } from '../../../ui/Section.tsx'
import { CopyAddress } from '../CopyAddress.tsx'
import { EndOnce } from '../EndOnce.tsx'
import { NumberNote } from '../NumberSwitch.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { Results } from './Results.tsx'
import styles from './surveys.module.css'

type Plan = ReplyTo<'GET /v1/surveys/{surveyId}/plan'>

const refreshSurvey = () =>
  refresh(
    'GET /v1/surveys/{surveyId}/plan',
    'GET /v1/surveys/{surveyId}/results',
    'GET /v1/merchants/{merchantId}/surveys',
  )

export function ShopSurveyScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const surveyId = usePathPart('surveyId')
  const plan = useQuery({
    ...ask('GET /v1/surveys/{surveyId}/plan', { params: { surveyId } }),
    enabled: shop.role === 'owner',
  })
  useLive(
    { merchantId: shop.id },
    {
      'survey-answered': (data) => {
        if (data['surveyId'] === surveyId) void refreshSurvey()
      },
      back: () => void refreshSurvey(),
    },
  )
  return (
    <Page
      title={plan.data?.survey.title ?? t.title}
      onBack={() => go(links.shopSurveys(shop.id))}
      action={
        plan.data && (
          <Badge variant={plan.data.survey.phase === 'open' ? 'light' : 'default'}>
            {t.phase[plan.data.survey.phase]}
          </Badge>
        )
      }
    >
      <OwnerOnly>
        <Answer query={plan} loading={<Loading kind="page" />}>
          {(it) => (
            <>
              <NumberNote isOn={it.survey.needsNumber} />
              {it.survey.state === 'draft' ? <Draft plan={it} /> : <Running plan={it} />}
            </>
          )}
        </Answer>
      </OwnerOnly>
    </Page>
  )
}

function Draft({ plan: { survey } }: { readonly plan: Plan }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const params = { surveyId: survey.id }
  const open = useSave({
    run: () => call('POST /v1/surveys/{surveyId}/open', { params }),
    done: t.opened,
    after: refreshSurvey,
  })
  return (
    <>
      <ol>
        {survey.questions.map((question, at) => (
          <li key={at}>{question.text}</li>
        ))}
      </ol>
      <p className={styles.soft}>{t.openHint}</p>
      <BigButton loading={open.isPending} onClick={() => open.mutate()}>
        {t.open}
      </BigButton>
      <Button
        variant="default"
        h={52}
        leftSection={<IconPencil size={20} aria-hidden />}
        onClick={() => go(links.editSurvey(shop.id, survey.id))}
      >
        {t.edit}
      </Button>
    </>
  )
}

function Running({ plan: { survey, linkKey } }: { readonly plan: Plan }) {
  const t = useText({ ko, en })
  const isForLink = survey.audience === 'link'
  const params = { surveyId: survey.id }
  const results = useQuery(ask('GET /v1/surveys/{surveyId}/results', { params }))
  return (
    <>
      <CopyAddress
        label={t.share}
        path={links.survey(survey.id, isForLink ? linkKey : null)}
        copy={t.copy}
        copied={t.copied}
      />
      {isForLink && <p className={styles.soft}>{t.shareLinkOnly}</p>}
      <div aria-live="polite">
        <Figures>
          <Figure name={t.answered} value={t.people(counted(survey.answered))} />
          <Figure
            name={t.counted}
            value={results.data ? t.people(counted(results.data.counted)) : '–'}
          />
        </Figures>
      </div>
      {survey.phase !== 'ended' && <p className={styles.soft}>{t.countedHint}</p>}
      <Answer query={results}>{(it) => <Results survey={survey} results={it} />}</Answer>
      <div className={styles.doors}>
        <Button
          component="a"
          href={`/v1/surveys/${survey.id}/results.csv`}
          download
          variant="default"
          h={52}
          leftSection={<IconDownload size={20} aria-hidden />}
        >
          {t.download}
        </Button>
        {survey.phase !== 'ended' && (
          <EndOnce
            words={t}
            run={() => call('POST /v1/surveys/{surveyId}/end', { params })}
            after={refreshSurvey}
          />
        )}
      </div>
    </>
  )
}
