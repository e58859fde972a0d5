/** What waits for the owner, the most useful first. Pure. */
import type { Campaign } from '../shapes.ts'

export type Errand =
  | { readonly kind: 'first' }
  | { readonly kind: 'draft' | 'paused'; readonly campaign: Campaign }
  | { readonly kind: 'ends'; readonly campaign: Campaign }

const ENDS_SOON_MS = 3 * 86_400_000
const ERRANDS_MAX = 4

export function errandsOf(campaigns: readonly Campaign[], now: Date): readonly Errand[] {
  if (campaigns.length === 0) return [{ kind: 'first' }]
  const endsSoon = (campaign: Campaign) =>
    campaign.state === 'running' &&
    Date.parse(campaign.schedule.endsAt) - now.getTime() < ENDS_SOON_MS
  const errands: readonly Errand[] = [
    ...campaigns.filter(endsSoon).map((campaign) => ({ kind: 'ends', campaign }) as const),
    ...campaigns
      .filter(({ state }) => state === 'draft')
      .map((campaign) => ({ kind: 'draft', campaign }) as const),
    ...campaigns
      .filter(({ state }) => state === 'paused')
      .map((campaign) => ({ kind: 'paused', campaign }) as const),
  ]
  return errands.slice(0, ERRANDS_MAX)
}
