/** A sentence for whatever went wrong: the server's reason, or that nobody answered. */
import { ApiProblem } from '../api.ts'
import { refusalUnknown as enUnknown, refusals as enRefusals } from './en/refusals.ts'
import { ui as en } from './en/ui.ts'
import { refusalUnknown as koUnknown, refusals as koRefusals } from './ko/refusals.ts'
import { ui as ko } from './ko/ui.ts'
import { useLanguage, type Language } from './language.tsx'

/** Codes without a sentence of ours fall back to the server's own words, which are English. */
export function refusalText(error: unknown, language: Language): string {
  const words = language === 'ko' ? ko : en
  if (!(error instanceof ApiProblem)) return words.broken.offline
  const known = (language === 'ko' ? koRefusals : enRefusals)[error.code]
  if (known) return known
  if (error.status >= 500) return words.broken.server
  const says = [error.detail, error.todo].filter(Boolean).join(' ')
  return language === 'en' ? says : `${koUnknown} (${says || enUnknown})`
}

export function useRefusalText(): (error: unknown) => string {
  const { language } = useLanguage()
  return (error) => refusalText(error, language)
}
