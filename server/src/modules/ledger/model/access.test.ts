/** Who may see, move and open which account. */
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../../kernel/actor.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { mayMove, mayOpen, maySee, partsOfKey } from './access.ts'

const merchantId = testId('merchant')
const own = `merchant/${merchantId}/own/tips`
const kept = `merchant/${merchantId}/points`
const mine = `person/${testId('person')}/points`
const market = 'market/own/goodwill'

const actors: Readonly<Record<string, Actor>> = {
  operator: aPerson({ number: 9, isOperator: true }),
  system: theSystem,
  owner: aPerson({ memberships: [{ merchantId, role: 'owner' }] }),
  staff: aPerson({ memberships: [{ merchantId, role: 'staff' }] }),
  'another owner': aPerson({
    number: 2,
    memberships: [{ merchantId: testId('merchant', 2), role: 'owner' }],
  }),
  till: { kind: 'key', keyId: testId('api-key'), merchantId, scopes: ['till'] },
  gateway: { kind: 'key', keyId: testId('api-key'), merchantId, scopes: ['signals'] },
  'key of the market': {
    kind: 'key',
    keyId: testId('api-key'),
    merchantId: null,
    scopes: ['till'],
  },
  nobody: { kind: 'nobody' },
}

describe('LE17 accounts', () => {
  // Of the shop's own, the shop's points, a person's points, the market's own.
  test.each([
    ['operator', 'smo sm- sm- smo'],
    ['system', 'smo sm- sm- smo'],
    ['owner', 'smo s-- s-- ---'],
    ['staff', '--- --- s-- ---'],
    ['another owner', '--- --- --- ---'],
    ['till', 'smo s-- --- ---'],
    ['gateway', '--- --- --- ---'],
    ['key of the market', '--- --- --- ---'],
    ['nobody', '--- --- --- ---'],
  ])('LE17 what %s may see, move and open', (name, answer) => {
    const actor = actors[name] ?? { kind: 'nobody' }
    const letters = [own, kept, mine, market].map((key) =>
      [
        maySee(actor, key) ? 's' : '-',
        mayMove(actor, key) ? 'm' : '-',
        mayOpen(actor, key) ? 'o' : '-',
      ].join(''),
    )
    expect(letters.join(' ')).toBe(answer)
  })

  test.each([
    'merchant/tips',
    `merchant/${merchantId}`,
    `merchant/${merchantId}/own/`,
    `merchant/${merchantId}/own/a/b`,
    `merchant/${merchantId}/own/Tips`,
    `merchant/${merchantId.toUpperCase()}/own/tips`,
    `merchant/x/own/tips`,
    `person/../${testId('person')}/points`,
    `market//own`,
    'somewhere/own/x',
    `market/own/${'a'.repeat(41)}`,
  ])('LE17 %s is no key', (key) => {
    expect(partsOfKey(key)).toBeNull()
    expect(mayOpen(theSystem, key)).toBe(false)
  })
})
