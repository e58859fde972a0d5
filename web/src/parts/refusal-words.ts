/** What a refusal at the counter says, and what to do next. Pure. */
import { dateAndClock, won } from './format.ts'
import { demandOf } from './terms.ts'
import { counterRefusals as en } from '../text/en/merchant-counter-refusals.ts'
import { refusals as commonEn } from '../text/en/refusals.ts'
import { counterRefusals as ko } from '../text/ko/merchant-counter-refusals.ts'
import { refusals as commonKo } from '../text/ko/refusals.ts'
import type { Language } from '../text/language.tsx'
import type { RefusalValues, RefusalWords } from '../text/refusal-texts.ts'
import type { OfferTerms } from '../shapes.ts'

/** Why not: the server's code, its own words, and the plain values beside it. */
export type Refusal = {
  readonly code: string
  readonly says: string
  readonly more: Readonly<Record<string, unknown>>
}

/** Codes that do not belong to a counter keep their usual sentence, unknown ones the server's. */
export function refusalWords(
  { code, says, more }: Refusal,
  now: Date,
  language: Language,
): RefusalWords {
  const texts = language === 'ko' ? ko : en
  const amount = (key: string) => {
    const value = more[key]
    return typeof value === 'number' ? won(value, language) : ''
  }
  const instant = more['redeemedAt'] ?? more['expiresAt'] ?? more['startsAt']
  const values: RefusalValues = {
    billMinorMin: amount('billMinorMin'),
    missingMinor: amount('missingMinor'),
    demand: demandIn(more['demand'], language),
    when: typeof instant === 'string' ? dateAndClock(new Date(instant), now, language) : '',
  }
  const known = texts[code]
  if (known) return known(values)
  const usual = (language === 'ko' ? commonKo : commonEn)[code]
  return { says: usual || says || texts.other(values).says, todo: texts.other(values).todo }
}

type Demand = OfferTerms['conditions'][number][number]

/** The condition that spoke, as the server sent it; empty when it sent none. */
function demandIn(value: unknown, language: Language): string {
  const isDemand = typeof value === 'object' && value !== null && 'kind' in value
  return isDemand ? demandOf(value as Demand, language) : ''
}
