/** What the form of an event page holds, and how it becomes a request. */
import { expect, test } from 'vitest'
import { freshEvent, missingIn, requestOf, typedOf } from './event-form.ts'

const typed = {
  ...freshEvent(new Date('2026-04-15T03:00:00Z')),
  title: ' 시음회 ',
  endsAt: '2026-04-20T18:00',
}

test('times are those of Seoul, and empty blocks are left out', () => {
  const block = { key: 1, kind: 'text', text: ' 어서 오세요 ', pictureId: null } as const
  const blocks = [block, { ...block, text: ' ' }, { ...block, kind: 'picture' as const }]
  expect(requestOf({ ...typed, blocks })).toMatchObject({
    title: '시음회',
    startsAt: '2026-04-15T03:00:00.000Z',
    endsAt: '2026-04-20T09:00:00.000Z',
    blocks: [{ kind: 'text', text: '어서 오세요' }],
    winnersMax: null,
    code: null,
  })
})

test('a page is whole with a title, a time, and a code where one is asked for', () => {
  expect(missingIn(typed)).toBeNull()
  expect(missingIn({ ...typed, title: '' })).toBe('title')
  expect(missingIn({ ...typed, endsAt: '2026-04-01T00:00' })).toBe('times')
  expect(missingIn({ ...typed, audience: 'code' })).toBe('code')
})

test('what was saved comes back into the form as it was', () => {
  const request = requestOf({ ...typed, choosing: 'draw', winnersMax: 3, placeIds: ['1'] })
  expect(requestOf(typedOf({ ...request, slug: '시음회' } as never))).toEqual(request)
})

test('a number counts where something can be won, unless the owner says no', () => {
  expect(requestOf(typed).needsNumber).toBe(false)
  expect(requestOf({ ...typed, rewardOfferId: '1' }).needsNumber).toBe(true)
  const draw = { ...typed, choosing: 'draw' } as const
  expect(requestOf(draw).needsNumber).toBe(true)
  expect(requestOf({ ...draw, needsNumber: false }).needsNumber).toBe(false)
})
