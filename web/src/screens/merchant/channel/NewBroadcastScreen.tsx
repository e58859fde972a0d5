/** Four questions to a broadcast: what, who, when, and a last look. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiProblem, ask, call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { won } from '../../../parts/format.ts'
import { GoLink, useGo } from '../../../parts/go.tsx'
import { StepBar, StepButtons } from '../../../parts/StepBar.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Page } from '../../../ui/Page.tsx'
import { toast } from '../../../ui/Toast.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { AudienceStep } from './AudienceStep.tsx'
import {
  audienceOf,
  contentOf,
  firstForm,
  formOfDraft,
  formOfEvent,
  objectionTo,
  steps,
  timingOf,
  type BroadcastForm,
  type Step,
} from './broadcast-form.ts'
import { CheckStep } from './CheckStep.tsx'
import { ContentStep } from './ContentStep.tsx'
import { TimingStep } from './TimingStep.tsx'

export function NewBroadcastScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const { event, draft }: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  if (shop.role === 'owner') {
    if (typeof draft === 'string') return <GoOn broadcastId={draft} />
    return typeof event === 'string' ? <AboutEvent slug={event} /> : <Steps first={null} />
  }
  return (
    <Page title={t.write} onBack={() => go(links.channel(shop.id))}>
      <OwnerOnly>{null}</OwnerOnly>
    </Page>
  )
}

/** News of an event begin with what its page says. */
function AboutEvent({ slug }: { readonly slug: string }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const query = useQuery(ask('GET /v1/pages/{slug}', { params: { slug } }))
  if (query.data) return <Steps first={formOfEvent(query.data.page, new Date(query.data.now))} />
  return (
    <Page title={t.write} onBack={() => go(links.shopEvent(shop.id, slug))}>
      <Answer query={query}>{() => null}</Answer>
    </Page>
  )
}

/** A draft that was left, as one whose sending was refused, goes on where it was. */
function GoOn({ broadcastId }: { readonly broadcastId: string }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const params = { merchantId: shop.id, broadcastId }
  const query = useQuery(ask('GET /v1/merchants/{merchantId}/broadcasts/{broadcastId}', { params }))
  if (query.data) return <Steps first={formOfDraft(query.data)} draftId={broadcastId} />
  return (
    <Page title={t.write} onBack={() => go(links.broadcasts(shop.id))}>
      <Answer query={query}>{() => null}</Answer>
    </Page>
  )
}

/** Writes the draft and sets it going; with one id, so that trying again doubles nothing. */
function useLaunch(form: BroadcastForm, draftId: string | undefined) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const [id] = useState(() => draftId ?? newId())
  return useMutation({
    mutationFn: async () => {
      const draft = {
        content: contentOf(form),
        audience: audienceOf(form),
        timing: timingOf(form),
        controlPercent: form.controlPercent,
      }
      const params = { merchantId: shop.id, broadcastId: id }
      await call('POST /v1/merchants/{merchantId}/broadcasts', { params, body: { id, ...draft } })
      // What was written by an earlier try, and refused, may say something else by now.
      await call('PUT /v1/merchants/{merchantId}/broadcasts/{broadcastId}', {
        params,
        body: draft,
      })
      await call('POST /v1/merchants/{merchantId}/broadcasts/{broadcastId}/launch', { params })
    },
    onSuccess: () => {
      toast({ says: t.launched, tone: 'yes' })
      void refresh('GET /v1/merchants/{merchantId}/broadcasts')
      go(links.broadcast(shop.id, id), { replace: true })
    },
  })
}

function Steps({
  first,
  draftId,
}: {
  readonly first: BroadcastForm | null
  /** The draft that this goes on with. */
  readonly draftId?: string
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const now = useNow(60)
  const [place] = shop.places
  const placePath = place ? links.place(place.id) : null
  const [form, setForm] = useState(first ?? { ...firstForm, link: placePath })
  const [step, setStep] = useState<Step>('content')
  const [isPressed, setPressed] = useState(false)
  const launch = useLaunch(form, draftId)
  const at = steps.indexOf(step)
  const isLast = step === 'check'
  const objection = objectionTo(step, form, now)
  const props = {
    form,
    onChange: (part: Partial<BroadcastForm>) => setForm((before) => ({ ...before, ...part })),
  }
  const goTo = (next: Step | undefined) => {
    setPressed(false)
    if (next) setStep(next)
    scrollTo({ top: 0 })
  }
  const next = () => {
    if (objection) setPressed(true)
    else if (isLast) launch.mutate()
    else goTo(steps[at + 1])
  }
  const back = () => (at === 0 ? go(links.broadcasts(shop.id)) : goTo(steps[at - 1]))
  const objections = { text: t.needsText, time: t.needsTime }
  const says = isPressed && objection ? objections[objection] : null
  return (
    <Page
      key={step}
      title={t.questions[step]}
      onBack={back}
      foot={
        <StepButtons
          onBack={at > 0 ? back : null}
          onNext={next}
          nextLabel={isLast ? (form.when === 'now' ? t.send : t.schedule) : undefined}
          isBusy={launch.isPending}
          why={isLast && launch.isError ? <WhyNot error={launch.error} /> : says}
        />
      }
    >
      <StepBar step={at} count={steps.length} says={t.progress(at + 1)} />
      {step === 'content' && <ContentStep {...props} placePath={placePath} />}
      {step === 'audience' && <AudienceStep {...props} />}
      {step === 'timing' && <TimingStep {...props} />}
      {step === 'check' && <CheckStep {...props} />}
    </Page>
  )
}

/** Why it was refused; of a plan that is used up, which one has room, what it costs, and the way there. */
function WhyNot({ error }: { readonly error: unknown }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const says = useRefusalText()
  if (!(error instanceof ApiProblem) || error.code !== 'plan.quota-spent') return says(error)
  const { nextPlanNameKo, nextPlanNameEn, nextMonthlyFeeMinor } = error.more
  const name = language === 'ko' ? nextPlanNameKo : nextPlanNameEn
  const isNamed = typeof name === 'string' && typeof nextMonthlyFeeMinor === 'number'
  return (
    <>
      {isNamed ? t.spent(name, won(nextMonthlyFeeMinor, language)) : says(error)} {t.keptAsDraft}{' '}
      <GoLink href={links.channelPlan(shop.id)}>{t.toPlan}</GoLink>
    </>
  )
}
