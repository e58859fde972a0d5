/** A new campaign: five steps, each one question. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { useGo } from '../../../parts/go.tsx'
import { merchantCampaignNew as en } from '../../../text/en/merchant-campaign-new.ts'
import { merchantCampaigns as campaignsEn } from '../../../text/en/merchant-campaigns.ts'
import { merchantCampaignNew as ko } from '../../../text/ko/merchant-campaign-new.ts'
import { merchantCampaigns as campaignsKo } from '../../../text/ko/merchant-campaigns.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Page } from '../../../ui/Page.tsx'
import { toast } from '../../../ui/Toast.tsx'
import type { Shop } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { StepBar, StepButtons } from '../../../parts/StepBar.tsx'
import { NoPlace } from '../AtPlace.tsx'
import { AudienceStep } from './AudienceStep.tsx'
import {
  campaignSteps,
  firstForm,
  keptForm,
  objectionTo,
  type CampaignForm,
  type CampaignStep,
  type Objection,
  waitsAround,
} from './campaign-form.ts'
import { MessageStep } from './MessageStep.tsx'
import { OfferStep } from './OfferStep.tsx'
import { offerRequest, planRequest, zoneFor, zoneRequest } from './requests.ts'
import { StartStep } from './StartStep.tsx'
import styles from './steps.module.css'
import { TriggerStep } from './TriggerStep.tsx'
import { messageOf, offerSentence } from './words.ts'

const draftKey = (merchantId: string) => `golmok.campaign-draft.${merchantId}`

export function NewCampaignScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  if (shop.places.length === 0) {
    return (
      <Page title={t.title}>
        <NoPlace />
      </Page>
    )
  }
  return (
    <OwnerOnly>
      <Steps shop={shop} />
    </OwnerOnly>
  )
}

/** The form, kept on this device until it was sent, so that a call at the counter loses nothing. */
function useDraft(shop: Shop) {
  const fresh = { ...firstForm, placeId: shop.places[0]?.id ?? null }
  const [form, setForm] = useState<CampaignForm>(() => {
    const kept = keptForm(sessionStorage.getItem(draftKey(shop.id)))
    const isPlace = shop.places.some(({ id }) => id === kept?.placeId)
    return kept && isPlace ? kept : fresh
  })
  useEffect(() => {
    sessionStorage.setItem(draftKey(shop.id), JSON.stringify(form))
  }, [form, shop.id])
  return {
    form,
    change: (part: Partial<CampaignForm>) => setForm((before) => ({ ...before, ...part })),
    forget: () => sessionStorage.removeItem(draftKey(shop.id)),
  }
}

function useStart(shop: Shop, form: CampaignForm, onStarted: () => void) {
  const go = useGo()
  const says = useText({ ko: campaignsKo, en: campaignsEn })
  const { language } = useLanguage()
  const placeId = form.placeId ?? ''
  const place = useQuery(ask('GET /v1/places/{placeId}', { params: { placeId } }))
  const zones = useQuery(ask('GET /v1/places/{placeId}/zones', { params: { placeId } }))
  const [ids] = useState(() => ({
    zone: newId(),
    offer: newId(),
    campaign: newId(),
    start: newId(),
  }))
  const [now] = useState(() => new Date())
  const at = shop.places.find(({ id }) => id === placeId)
  const zone = zones.data ? zoneFor(form, zones.data.items) : null
  const title = offerSentence(form, language)
  const week = place.data?.hours ?? null
  const plan = planRequest(form, {
    offerId: ids.offer,
    zoneId: zone?.id ?? ids.zone,
    week,
    name: title.slice(0, 60),
    message: messageOf(form, at?.name ?? shop.name, language),
    now,
  })
  const start = useMutation({
    // Four requests; each was given its id before, so that trying again doubles nothing.
    mutationFn: async () => {
      if (waitsAround(form.trigger) && zone === null && at) {
        const center = { lng: at.lng, lat: at.lat }
        await call('POST /v1/places/{placeId}/zones', {
          params: { placeId },
          body: zoneRequest(form, ids.zone, center),
          idempotencyKey: ids.zone,
        })
      }
      await call('POST /v1/merchants/{merchantId}/offers', {
        params: { merchantId: shop.id },
        body: offerRequest(form, ids.offer, title.slice(0, 60), now),
        idempotencyKey: ids.offer,
      })
      await call('POST /v1/merchants/{merchantId}/campaigns', {
        params: { merchantId: shop.id },
        body: { id: ids.campaign, ...plan },
        idempotencyKey: ids.campaign,
      })
      await call('POST /v1/campaigns/{campaignId}/start', {
        params: { campaignId: ids.campaign },
        idempotencyKey: ids.start,
      })
    },
    onSuccess: () => {
      onStarted()
      toast({ says: says.started, tone: 'yes' })
      void refresh('GET /v1/merchants/{merchantId}/campaigns', 'GET /v1/places/{placeId}/zones')
      go(links.campaign(shop.id, ids.campaign), { replace: true })
    },
  })
  return { start, plan, week, hasZone: zone !== null }
}

function Steps({ shop }: { readonly shop: Shop }) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const go = useGo()
  const { form, change, forget } = useDraft(shop)
  const [step, setStep] = useState<CampaignStep>('offer')
  const [isPressed, setPressed] = useState(false)
  const { start, plan, week, hasZone } = useStart(shop, form, forget)
  const at = campaignSteps.indexOf(step)
  const objection = objectionTo(step, form)
  const isLast = step === 'start'
  const goTo = (next: CampaignStep | undefined) => {
    setPressed(false)
    if (next) setStep(next)
    scrollTo({ top: 0 })
  }
  const next = () => {
    if (objection) return setPressed(true)
    if (isLast) start.mutate()
    else goTo(campaignSteps[at + 1])
  }
  const back = () => (at === 0 ? go(links.campaigns(shop.id)) : goTo(campaignSteps[at - 1]))
  const why = isPressed && objection ? objectionText(objection, t) : null
  const placeName = shop.places.find(({ id }) => id === form.placeId)?.name ?? shop.name
  const props = { form, onChange: change }
  return (
    <Page
      key={step}
      title={questionOf(step, t)}
      onBack={back}
      foot={
        <StepButtons
          onBack={at > 0 ? back : null}
          onNext={next}
          nextLabel={isLast ? t.start : undefined}
          isBusy={start.isPending}
          why={start.isError && isLast ? `${t.startRefused}. ${says(start.error)}` : why}
        />
      }
    >
      <StepBar step={at} count={campaignSteps.length} says={t.progress(at + 1)} />
      <div className={styles.step}>
        {step === 'offer' && <OfferStep {...props} />}
        {step === 'audience' && <AudienceStep {...props} />}
        {step === 'trigger' && <TriggerStep {...props} places={shop.places} week={week} />}
        {step === 'message' && (
          <MessageStep {...props} plan={plan} placeName={placeName} hasZone={hasZone} />
        )}
        {step === 'start' && <StartStep {...props} plan={plan} onEdit={goTo} />}
      </div>
    </Page>
  )
}

const questionOf = (step: CampaignStep, t: typeof ko) =>
  ({
    offer: t.offerQuestion,
    audience: t.audienceQuestion,
    trigger: t.triggerQuestion,
    message: t.messageQuestion,
    start: t.startQuestion,
  })[step]

const objectionText = (objection: Objection, t: typeof ko) =>
  ({
    percent: t.objectionPercent,
    amount: t.objectionAmount,
    item: t.objectionItem,
    weekdays: t.objectionWeekdays,
    hours: t.objectionHours,
    place: t.objectionPlace,
    title: t.objectionTitle,
    coupons: t.objectionCoupons,
  })[objection]
