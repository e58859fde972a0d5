/** Plans and invoices in words. Pure. */
import type { ItemOf, ReplyTo } from '../shapes.ts'
import { counted } from '../text/figures.ts'
import type { plans as Texts } from '../text/ko/plans.ts'
import type { Language } from '../text/language.tsx'
import { won } from './format.ts'

export type Plan = ItemOf<ReplyTo<'GET /v1/channel-plans'>>
export type Invoice = ItemOf<ReplyTo<'GET /v1/merchants/{merchantId}/channel-invoices'>>
type Words = typeof Texts

export const planName = (plan: Plan, language: Language): string =>
  language === 'ko' ? plan.nameKo : plan.nameEn

/** `월 50,000원 · 얼마든지`: what a plan costs and holds. */
export function planSentence(plan: Plan, words: Words, language: Language): string {
  const { monthlyFeeMinor, unitsMax, unit } = plan
  const fee =
    monthlyFeeMinor === 0 ? words.monthlyFree : words.monthly(won(monthlyFeeMinor, language))
  const holds =
    unitsMax === null ? words.sendsUnlimited : words.sends(words.units[unit](counted(unitsMax)))
  return `${fee} · ${holds}`
}

/** What is left of a plan; null for as much as one likes. */
export function leftOf(plan: Plan, used: number): number | null {
  return plan.unitsMax === null ? null : Math.max(0, plan.unitsMax - used)
}

/** `2026-04` as people say it. */
export function monthName(month: string, words: Words): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return words.month(year, number)
}

/** What an invoice comes to with its tax; below zero where it gives back. */
export function totalMinor({ kind, netMinor, vatMinor }: Invoice): number {
  const total = netMinor + vatMinor
  return kind === 'invoice' ? total : -total
}

/** `문자 1,200통 · 한 통 15원`: pieces that got through, or came back after all. */
export function wayLineWords(
  { pieces, priceMinor }: { readonly pieces: number; readonly priceMinor: number },
  name: string,
  words: Words,
  language: Language,
): string {
  const line = pieces < 0 ? words.wayLineBack : words.wayLine
  return line(name, counted(Math.abs(pieces)), won(priceMinor, language))
}
