/** Numbers as people read them: 1,234 and 12,000원. */
import type { Language } from './language.tsx'

// Korean and English group digits alike.
const whole = new Intl.NumberFormat('en-US')

/** 1,234 */
export function counted(count: number): string {
  return whole.format(count)
}

/** 12,000원, or ₩12,000. */
export function wonText(amountMinor: number, language: Language): string {
  return language === 'ko' ? `${counted(amountMinor)}원` : `₩${counted(amountMinor)}`
}

/** 12% of 0.123; one digit more below ten percent, where it matters. */
export function shareText(share: number): string {
  const percent = share * 100
  const digits = percent !== 0 && Math.abs(percent) < 10 ? 1 : 0
  return `${percent.toFixed(digits).replace(/\.0$/, '')}%`
}

/** 150 m, 1.2 km */
export function metersText(meters: number): string {
  return meters < 1_000 ? `${Math.round(meters)} m` : `${(meters / 1_000).toFixed(1)} km`
}

/** 14:05 by the clock of the device. */
export function clockText(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant))
}

/** 11월 22일, or 22 November. */
export function dayText(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    month: 'long',
    day: 'numeric',
  }).format(new Date(instant))
}
