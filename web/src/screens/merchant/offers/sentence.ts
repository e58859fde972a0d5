/** An offer as one sentence, as it could stand on a sign at the door. Pure. */
import { capital, date, won } from '../../../parts/format.ts'
import { demandOf, gainInFull } from '../../../parts/terms.ts'
import type { OfferTerms } from '../../../shapes.ts'
import { merchantOffers as en } from '../../../text/en/merchant-offers.ts'
import { merchantOffers as ko } from '../../../text/ko/merchant-offers.ts'
import type { Language } from '../../../text/language.tsx'
import type { Offer } from '../shapes.ts'

const wordsOf = (language: Language) => (language === 'ko' ? ko : en)

/** `평일 14:00~17:00, 10,000원 이상이면 20% 할인 (최대 5,000원 할인)`. */
export function sentenceOf(terms: OfferTerms, language: Language): string {
  const t = wordsOf(language)
  const when = terms.conditions.map((row) => {
    return row.map((demand) => demandOf(demand, language)).join(t.sentenceOr)
  })
  if (terms.billMinorMin > 0) when.push(t.sentenceFrom(won(terms.billMinorMin, language)))
  const gains = terms.effects.map((effect) => gainInFull(effect, language))
  const cap = terms.discountMinorMax
  const what = gains.join(' + ') + (cap === null ? '' : t.sentenceCap(won(cap, language)))
  return capital(when.length === 0 ? what : t.sentence(when.join(', '), what))
}

type Rules = Pick<
  Offer,
  'isAutomatic' | 'isPublic' | 'validDays' | 'couponsMax' | 'couponsPerPersonMax' | 'endsAt'
>

/** Who gets it, how many there are and until when: `누구나 1장씩 · 모두 200장 · 5월 1일까지`. */
export function rulesOf(offer: Rules, now: Date, language: Language): string {
  const t = wordsOf(language)
  const lastMoment = new Date(new Date(offer.endsAt).getTime() - 1)
  const parts = [
    offer.isAutomatic
      ? t.saysEverybody
      : offer.isPublic
        ? t.saysClaim(offer.couponsPerPersonMax)
        : t.saysGiven(offer.couponsPerPersonMax),
    ...(offer.couponsMax === null || offer.isAutomatic ? [] : [t.saysCoupons(offer.couponsMax)]),
    ...(offer.validDays === null ? [] : [t.saysValid(offer.validDays)]),
    t.saysUntil(date(lastMoment, now, language)),
  ]
  return parts.join(' · ')
}
