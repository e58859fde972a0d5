/** How regular somebody is, on both sides of each border. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter } from '../../../kernel/time.ts'
import { LATELY_DAYS, REGULAR_DAYS, segmentOf, segments } from './segments.ts'
import { objectionToTags, SHOP_TAGS_MAX, tagsFrom } from './tags.ts'

const today = '2026-11-22'
const ago = (days: number) => dayAfter(today, -days)

test.each([
  ['nobody who has ever bought', [], 'new'],
  ['who bought today for the first time', [ago(0)], 'new'],
  ['who bought once, just lately enough', [ago(59)], 'new'],
  ['who bought once, a day too long ago', [ago(60)], 'lapsed'],
  ['who came back', [ago(1), ago(0)], 'returning'],
  ['who came back after a long time', [ago(300), ago(0)], 'returning'],
  ['who bought several times on one day', [ago(0), ago(0), ago(0), ago(0)], 'new'],
  ['who bought on three days lately', [ago(1), ago(2), ago(3), ago(90)], 'returning'],
  ['who bought on four', [ago(1), ago(2), ago(3), ago(59)], 'regular'],
  ['who was regular once', [ago(61), ago(62), ago(63), ago(64)], 'lapsed'],
  ['whose days are yet to come, at another moment that is asked for', [dayAfter(today, 1)], 'new'],
] as const)('LO27 %s', (_name, days, segment) => {
  expect(segmentOf(days, today)).toBe(segment)
})

test('LO27 everybody is in one segment, and buying today never makes anybody less regular', () => {
  const someDays = fc.array(fc.nat(400).map(ago), { maxLength: 30 })
  const rank = { lapsed: 0, new: 1, returning: 2, regular: 3 }
  fc.assert(
    fc.property(someDays, (days) => {
      const [before, after] = [segmentOf(days, today), segmentOf([...days, today], today)]
      expect(segments).toContain(before)
      expect(rank[after]).toBeGreaterThanOrEqual(rank[before])
      const lately = new Set(days.filter((day) => day > ago(LATELY_DAYS))).size
      expect(before === 'regular').toBe(lately >= REGULAR_DAYS)
    }),
  )
})

test('LO26 tags are kept tidy: each once, without spaces around, and not too many', () => {
  expect(tagsFrom(['  동네  주민 ', 'VIP', 'VIP', ' '])).toEqual(['VIP', '동네 주민'])
  const many = Array.from({ length: 21 }, (_each, at) => `tag ${at}`)
  expect(objectionToTags(many, 21)).toBe('member.too-many-tags')
  expect(objectionToTags(['VIP'], SHOP_TAGS_MAX)).toBeNull()
  expect(objectionToTags(['VIP'], SHOP_TAGS_MAX + 1)).toBe('member.shop-has-too-many-tags')
})
