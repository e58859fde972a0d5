/** Who may do what for a merchant: owner, manager, staff, till; of all places or of branches. */
import { describe, expect, test } from 'vitest'
import { mayDecide, mayOperate, mayOwn, mayServe, type Actor, type Role } from './actor.ts'
import { aPerson, testId } from './testing.ts'

const merchantId = testId('merchant')
const [here, elsewhere] = [testId('place', 1), testId('place', 2)]
const worksAs = (role: Role, placeIds: readonly (typeof here)[] | null = null) =>
  aPerson({ memberships: [{ merchantId, role, placeIds }] })

describe('PE32 a role', () => {
  test.each<[Role, boolean, boolean, boolean]>([
    ['owner', true, true, true],
    ['manager', true, true, false],
    ['staff', true, false, false],
  ])('%s serves %s, decides %s, owns %s', (role, serves, decides, owns) => {
    const actor = worksAs(role)
    expect(mayServe(actor, merchantId)).toBe(serves)
    expect(mayServe(actor, merchantId, here)).toBe(serves)
    expect(mayDecide(actor, merchantId)).toBe(decides)
    expect(mayOwn(actor, merchantId)).toBe(owns)
    const other = testId('merchant', 2)
    expect([mayServe, mayDecide, mayOwn].some((may) => may(actor, other))).toBe(false)
  })
})

describe('PE31 who is limited to branches', () => {
  test('serves and decides there, nowhere else, and not for all places', () => {
    const manager = worksAs('manager', [here])
    expect(mayServe(manager, merchantId)).toBe(true)
    expect(mayServe(manager, merchantId, here)).toBe(true)
    expect(mayServe(manager, merchantId, elsewhere)).toBe(false)
    expect(mayDecide(manager, merchantId, here)).toBe(true)
    expect(mayDecide(manager, merchantId, elsewhere)).toBe(false)
    expect(mayDecide(manager, merchantId)).toBe(false)
    expect(mayDecide(worksAs('staff', [here]), merchantId, here)).toBe(false)
  })

  test('300 branches are no more than one', () => {
    const places = Array.from({ length: 300 }, (_, at) => testId('place', at))
    const manager = worksAs('manager', places)
    expect(places.every((place) => mayDecide(manager, merchantId, place))).toBe(true)
    expect(mayDecide(manager, merchantId, testId('place', 300))).toBe(false)
  })
})

describe('PE33 whoever is found to act for a merchant', () => {
  const heard: [string | null, string][] = []
  const notes = { note: (id: string | null, role: string) => void heard.push([id, role]) }
  test.each<[string, Actor, (actor: Actor) => boolean, [string | null, string][]]>([
    [
      'a manager',
      { ...worksAs('manager'), notes },
      (a) => mayDecide(a, merchantId),
      [[merchantId, 'manager']],
    ],
    ['staff who may not', { ...worksAs('staff'), notes }, (a) => mayDecide(a, merchantId), []],
    ['an operator', { ...aPerson({ isOperator: true }), notes }, mayOperate, [[null, 'operator']]],
    [
      'a till',
      { kind: 'key', keyId: testId('api-key'), merchantId, scopes: ['till'], notes },
      (a) => mayServe(a, merchantId),
      [[merchantId, 'till']],
    ],
  ])('%s is noted', (_name, actor, may, expected) => {
    heard.length = 0
    may(actor)
    expect(heard).toEqual(expected)
  })
})
