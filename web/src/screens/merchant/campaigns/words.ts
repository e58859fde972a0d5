/** A campaign in words: what is given, to whom, when. Pure. */
import { minuteName, won } from '../../../parts/format.ts'
import { merchantCampaignNew as en } from '../../../text/en/merchant-campaign-new.ts'
import { merchantHours as hoursEn } from '../../../text/en/merchant-hours.ts'
import { merchantCampaignNew as ko } from '../../../text/ko/merchant-campaign-new.ts'
import { merchantHours as hoursKo } from '../../../text/ko/merchant-hours.ts'
import type { Language } from '../../../text/language.tsx'
import type { CampaignPlan } from '../shapes.ts'
import type { Audience, CampaignForm, TriggerKind } from './campaign-form.ts'

type Words = typeof ko
export const wordsOf = (language: Language): Words => (language === 'ko' ? ko : en)

/** 10,000원 이상 사시면 10% 할인 (최대 5,000원) */
export function offerSentence(form: CampaignForm, language: Language): string {
  const t = wordsOf(language)
  const from = form.billMinorMin > 0 ? t.offerFrom(won(form.billMinorMin, language)) : ''
  switch (form.kind) {
    case 'amount':
      return from + t.offerAmount(won(form.amountOffMinor, language))
    case 'percent': {
      const cap = form.discountMinorMax
      return from + t.offerPercent(form.percentOff) + (cap ? t.offerCap(won(cap, language)) : '')
    }
    case 'item':
      return from + t.offerItem(form.itemName.trim() || '…')
  }
}

export function audienceTitle(audience: Audience, language: Language): string {
  const t = wordsOf(language)
  return {
    everyone: t.audienceEveryone,
    new: t.audienceNew,
    returning: t.audienceReturning,
    lapsed: t.audienceLapsed,
    interested: t.audienceInterested,
    favourite: t.audienceFavourite,
  }[audience]
}

export function triggerTitle(trigger: TriggerKind, language: Language): string {
  const t = wordsOf(language)
  return {
    entered: t.triggerEntered,
    dwelled: t.triggerDwelled,
    visited: t.triggerVisited,
    'favourite-near': t.triggerFavourite,
    'left-without-purchase': t.triggerLeft,
  }[trigger]
}

type Times = {
  readonly schedule: Pick<CampaignPlan['schedule'], 'weekdays' | 'hours' | 'openOnly'>
  readonly trigger: Pick<CampaignPlan['trigger'], 'reminder'>
}

/** 월·화·수 11:00–22:00, or 다음 날 11:00; nothing when it is always. */
export function timesText({ schedule, trigger }: Times, language: Language): string {
  const { weekdays, hours, openOnly } = schedule
  const { reminder } = trigger
  if (reminder)
    return wordsOf(language).remindsAt(reminder.afterDays, minuteName(reminder.atMinute))
  const names = (language === 'ko' ? hoursKo : hoursEn).weekdays.split(',')
  const days =
    weekdays.length === 0 || weekdays.length === 7
      ? ''
      : weekdays.map((weekday) => names[weekday - 1] ?? '').join(language === 'ko' ? '·' : ', ')
  const spanOf = ({ fromMinute, untilMinute }: NonNullable<typeof hours>) =>
    `${minuteName(fromMinute)}–${minuteName(untilMinute)}`
  const span = hours ? spanOf(hours) : openOnly ? wordsOf(language).hoursOpen : ''
  return [days, span].filter(Boolean).join(' ')
}

/** The words of a message, where nobody changed them. */
export function messageOf(form: CampaignForm, placeName: string, language: Language) {
  const t = wordsOf(language)
  const bodies: Partial<Record<TriggerKind, (place: string) => string>> = {
    visited: t.defaultBodyVisited,
    'left-without-purchase': t.defaultBodyLeft,
  }
  const body = (bodies[form.trigger] ?? t.defaultBody)(placeName)
  return {
    title: form.title ?? t.defaultTitle(offerSentence(form, language)),
    body: form.body ?? body,
  }
}
