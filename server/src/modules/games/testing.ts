/** Ready-made games for tests: each valid as it stands. */
import { testId } from '../../kernel/testing.ts'
import { prizesOf, type Game, type GamePlan } from './model/game.ts'

/** A wheel through April 2026: one in a hundred wins coffee, one in ten a tenth off. */
export function aGamePlan(change: Partial<GamePlan> = {}): GamePlan {
  return {
    title: '봄맞이 룰렛',
    intro: '하루 한 번 돌려 보세요.',
    stampsToFill: 1,
    audience: 'everyone',
    needsNumber: false,
    startsOn: '2026-04-01',
    endsOn: '2026-04-30',
    prizes: [
      { title: '아메리카노 한 잔', offerId: testId('offer', 1), share: 100, stock: 10 },
      { title: '10% 할인', offerId: testId('offer', 2), share: 1_000, stock: 1_000 },
    ],
    consolation: '내일 또 만나요',
    ...change,
  }
}

export function aGame(change: Partial<Game> = {}): Game {
  const { prizes: _plans, consolation: _words, ...plan } = aGamePlan()
  return {
    ...plan,
    id: testId('game'),
    merchantId: testId('merchant'),
    state: 'open',
    prizes: prizesOf(aGamePlan()),
    ...change,
  }
}
