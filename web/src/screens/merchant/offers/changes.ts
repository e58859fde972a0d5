/** What somebody changed in an offer, in words. Pure. */
import { date, dateAndClock } from '../../../parts/format.ts'
import type { ItemOf, ReplyTo } from '../../../shapes.ts'
import { merchantOffers as en } from '../../../text/en/merchant-offers.ts'
import { merchantOffers as ko } from '../../../text/ko/merchant-offers.ts'
import type { Language } from '../../../text/language.tsx'
import { sentenceOf } from './sentence.ts'

export type OfferChange = ItemOf<ReplyTo<'GET /v1/offers/{offerId}/changes'>>
type Written = OfferChange['after']
type Field = keyof Written
type Say = (value: NonNullable<Written[Field]> | null | undefined) => string

/** Each field that moved, as it was and as it is; one line for an offer that was made. */
export function linesOf(change: OfferChange, now: Date, language: Language): readonly string[] {
  const t = language === 'ko' ? ko : en
  if (change.isMade) return [t.made]
  const fields = Object.keys(change.after) as Field[]
  return fields.map((field) => {
    const name = t[`field${field.charAt(0).toUpperCase()}${field.slice(1)}` as 'fieldTitle']
    const say = saying(field, now, language)
    return t.changedTo(name, say(change.before[field]), say(change.after[field]))
  })
}

function saying(field: Field, now: Date, language: Language): Say {
  const t = language === 'ko' ? ko : en
  const states = {
    draft: t.stateDraft,
    open: t.stateOpen,
    paused: t.statePaused,
    ended: t.stateEnded,
  }
  switch (field) {
    case 'terms':
      return (value) => sentenceOf(value as NonNullable<Written['terms']>, language)
    case 'state':
      return (value) => states[value as keyof typeof states]
    case 'startsAt':
      return (value) => dateAndClock(new Date(value as string), now, language)
    case 'claimsEndAt':
    case 'endsAt':
      // What ends at midnight is told by its last day.
      return (value) =>
        value === null
          ? t.noEnd
          : date(new Date(new Date(value as string).getTime() - 1), now, language)
    case 'placeIds':
      return (value) => {
        const count = (value as readonly string[]).length
        return count === 0 ? t.allPlaces : t.placesCount(count)
      }
    case 'limits':
      return (value) => {
        const count = (value as readonly unknown[]).length
        return count === 0 ? t.none : t.limitsCount(count)
      }
    case 'validDays':
      return (value) => (value === null ? t.noEnd : t.days(Number(value)))
    case 'isPublic':
    case 'isAutomatic':
      return (value) => (value === true ? t.yes : t.no)
    case 'title':
      return String
    case 'couponsMax':
    case 'couponsPerDayMax':
    case 'couponsPerPersonMax':
    case 'redemptionsMax':
    case 'rank':
      return (value) => (value === null ? t.noEnd : Number(value).toLocaleString('en-US'))
  }
}
