/** A friend's yes to the advertisements of one shop: its words, and the way to say yes or no. */
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../api.ts'
import { useLanguage } from '../text/language.tsx'

const WORDINGS = 'GET /v1/consent-wordings'

/** `words` is null until they are known; saying yes without them is not possible. */
export function useMerchantConsent(merchantId: string): {
  readonly words: string | null
  readonly answer: (granted: boolean) => Promise<unknown>
} {
  const { language } = useLanguage()
  const { data } = useQuery(ask(WORDINGS, { query: { of: 'merchant' } }))
  const wording = data?.items.find(({ purpose }) => purpose === 'marketing')
  return {
    words: wording?.[language] ?? null,
    async answer(granted) {
      await call('POST /v1/me/merchant-consents', {
        body: { merchantId, purpose: 'marketing', granted, wordingVersion: wording?.version ?? 0 },
      })
      return refresh('GET /v1/me/friends', 'GET /v1/me/merchant-consents')
    },
  }
}
