/** What a coupon takes off and from which bill on, in words. Pure. */
import type { OfferTerms } from '../shapes.ts'
import type { Language } from '../text/language.tsx'
import { won } from './format.ts'

/** The large words on a ticket: `20%`, `3,000원`, `아메리카노`. */
export function gain(terms: OfferTerms, language: Language): string {
  switch (terms.kind) {
    case 'percent':
      return language === 'ko' ? `${terms.percentOff ?? 0}% 할인` : `${terms.percentOff ?? 0}% off`
    case 'amount': {
      const amount = won(terms.amountOffMinor ?? 0, language)
      return language === 'ko' ? `${amount} 할인` : `${amount} off`
    }
    case 'item':
      return language === 'ko' ? `${terms.itemName ?? ''} 무료` : `Free ${terms.itemName ?? ''}`
  }
}

/** `10,000원부터 · 최대 3,000원`; null when nothing is asked and nothing is capped. */
export function conditions(terms: OfferTerms, language: Language): string | null {
  const parts: string[] = []
  if (terms.billMinorMin > 0) {
    const least = won(terms.billMinorMin, language)
    parts.push(language === 'ko' ? `${least}부터` : `from ${least}`)
  }
  if (terms.kind === 'percent' && terms.discountMinorMax !== null) {
    const most = won(terms.discountMinorMax, language)
    parts.push(language === 'ko' ? `최대 ${most}` : `up to ${most}`)
  }
  return parts.length === 0 ? null : parts.join(' · ')
}
