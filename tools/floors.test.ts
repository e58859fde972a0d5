/** The house stands as planned, and each rule of the plan fires when it is broken. */
import { describe, expect, test } from 'vitest'
import { modules } from '../floors.mjs'
import { isCode, repositoryFiles, textOf } from './files.ts'
import { importsOf, violations, whyOf, type Plan } from './floors.ts'

test('every import keeps to the plan', () => {
  const files = repositoryFiles().filter((file) => /^(server|web|sdk)\//.test(file) && isCode(file))
  const broken = violations(modules, new Map(files.map((file) => [file, textOf(file)])))
  expect(broken.map((it) => `${it.rule}: ${it.from} → ${it.to}. ${whyOf(it.rule)}`)).toEqual([])
})

describe('a planted violation is found', () => {
  const plan: Plan = { people: [], places: ['people'], offers: ['people', 'places'] }
  const src = 'server/src'
  const offers = `${src}/modules/offers`

  test.each([
    ['kernel-is-the-ground', `${src}/kernel/id.ts`, `import pg from 'pg'`],
    [
      'kernel-is-the-ground',
      `${src}/kernel/id.ts`,
      `import type { Work } from '../platform/work.ts'`,
    ],
    ['platform-knows-no-module', `${src}/platform/work.ts`, `import '../modules/offers/model.ts'`],
    ['model-is-pure', `${offers}/model.ts`, `import { readFileSync } from 'node:fs'`],
    [
      'model-is-pure',
      `${offers}/model/price.ts`,
      `import type { Work } from '../../../platform/work.ts'`,
    ],
    ['model-is-pure', `${offers}/model.ts`, `import { save } from './store.ts'`],
    ['doors-only', `${offers}/service.ts`, `import { rows } from '../places/store.ts'`],
    ['doors-only', `${offers}/service.ts`, `import { rows } from '../places/store/zones.ts'`],
    [
      'no-test-code-in-production',
      `${offers}/service.ts`,
      `import { anOffer } from './testing.ts'`,
    ],
    ['no-test-code-in-production', `${src}/main.ts`, `import { fresh } from '../testing/pg.ts'`],
    ['edges-ask-the-service', `${offers}/routes.ts`, `import { lockCoupon } from './store.ts'`],
    [
      'edges-ask-the-service',
      `${offers}/reactions.ts`,
      `export { lockCoupon } from './store/coupon.ts'`,
    ],
    ['store-decides-nothing', `${offers}/store.ts`, `import { redeem } from './service.ts'`],
    [
      'store-decides-nothing',
      `${offers}/store/coupon.ts`,
      `import { redeemed } from '../events.ts'`,
    ],
    [
      'needs-of-module',
      `${src}/modules/places/service.ts`,
      `import {\n  redeem,\n} from '../offers/service.ts'`,
    ],
    [
      'needs-of-module',
      `${src}/modules/people/model.ts`,
      `type A = import('../places/model.ts').A`,
    ],
    ['module-without-a-row', `${src}/modules/weather/model.ts`, ''],
    [
      'web-asks-the-sdk',
      'web/src/api.ts',
      `import type { A } from '../../server/src/kernel/id.ts'`,
    ],
    [
      'web-asks-the-sdk',
      'web/src/parts/Price.tsx',
      `import { priceCart } from '../../../server/src/modules/offers/model/pricing/price.ts'`,
    ],
    [
      'web-asks-the-sdk',
      'web/src/offline/till.ts',
      `import { redeem } from '../../../server/src/modules/offers/service.ts'`,
    ],
    ['web-goes-down', 'web/src/ui/Button.tsx', `import { Price } from '../parts/Price.tsx'`],
    [
      'web-goes-down',
      'web/src/parts/Price.tsx',
      `import { A } from '../screens/shopper/map/A.tsx'`,
    ],
    [
      'screens-keep-apart',
      'web/src/screens/shopper/map/A.tsx',
      `import { B } from '../inbox/B.tsx'`,
    ],
  ])('%s in %s: %s', (rule, file, source) => {
    const broken = violations(plan, new Map([[file, source]]))
    expect(broken.map((it) => it.rule)).toContain(rule)
  })

  test('no-circle, over three files and by types alone', () => {
    const sources = new Map([
      [`${offers}/a.ts`, `import type { B } from './b.ts'`],
      [`${offers}/b.ts`, `import type { C } from './c.ts'`],
      [`${offers}/c.ts`, `import type { A } from './a.ts'`],
    ])
    expect(violations(plan, sources)).toEqual([
      { rule: 'no-circle', from: `${offers}/c.ts`, to: `${offers}/a.ts` },
    ])
  })

  test('plan-goes-up, before anything is written', () => {
    expect(violations({ people: ['places'], places: [] }, new Map())).toEqual([
      { rule: 'plan-goes-up', from: 'people', to: 'places' },
    ])
  })

  test('nothing is found in a module that keeps to it', () => {
    const sources = new Map([
      [`${offers}/model.ts`, `import type { Place } from '../places/model/place.ts'`],
      [
        `${offers}/store.ts`,
        `import type { Offer } from './model.ts'\nimport '../../platform/work.ts'`,
      ],
      [
        `${offers}/service.ts`,
        `import { placeOf } from '../places/service.ts'\nimport './store.ts'`,
      ],
      [
        'web/src/offline/till.ts',
        `import '../../../server/src/kernel/id.ts'\nimport '../../../server/src/modules/offers/model.ts'`,
      ],
      [`${offers}/model.test.ts`, `import { aPlace } from '../places/testing.ts'`],
    ])
    expect(violations(plan, sources)).toEqual([])
  })
})

test('imports are read whatever their form, and words in comments are not', () => {
  const source = `
import a from 'a'
import { b, type C } from './b.ts'
import type {
  D,
} from '../d.ts'
import './e.ts'
export * from './f.ts'
const g = await import('./g.ts')
// import h from 'h'
/** As in import i from 'i'. */
export const text = 'from nowhere'
`
  expect(importsOf('x/y.ts', source).sort()).toEqual(
    ['a', 'd.ts', 'x/b.ts', 'x/e.ts', 'x/f.ts', 'x/g.ts'].sort(),
  )
})
