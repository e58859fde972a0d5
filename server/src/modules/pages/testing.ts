/** Ready-made event pages for tests: each valid as it stands. */
import { testId } from '../../kernel/testing.ts'
import type { EventPage, PagePlan } from './model/page.ts'

/** A tasting through April 2026, first come first served, for everyone, without a reward. */
export function aPagePlan(change: Partial<PagePlan> = {}): PagePlan {
  return {
    title: '봄 시음회',
    summary: '새 원두를 먼저 맛보세요.',
    coverPictureId: null,
    blocks: [
      { kind: 'heading', text: '어떤 자리인가요?' },
      { kind: 'text', text: '세 가지 원두를 함께 마셔요.' },
    ],
    audience: 'everyone',
    code: null,
    cadence: 'once',
    needsNumber: false,
    choosing: 'first-come',
    entriesMax: 100,
    winnersMax: null,
    startsAt: new Date('2026-04-01T00:00:00Z'),
    endsAt: new Date('2026-05-01T00:00:00Z'),
    rewardOfferId: null,
    placeIds: [],
    ...change,
  }
}

export function anEventPage(change: Partial<EventPage> = {}): EventPage {
  return {
    ...aPagePlan(),
    id: testId('page'),
    merchantId: testId('merchant'),
    slug: '봄-시음회',
    state: 'open',
    entries: 0,
    numbers: 0,
    seed: null,
    commitment: null,
    drawnAt: null,
    skipped: [],
    ...change,
  }
}
