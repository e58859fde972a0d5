import { describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import {
  isBlockedOften,
  linkPayload,
  LINK_PAYLOAD_BYTES,
  linkSources,
  readLinkPayload,
  welcomeText,
} from './friends.ts'

const merchantId = testId<'merchant'>('merchant')

describe('CH2 what a follow link says', () => {
  test.each(linkSources)('names the shop and %s', (source) => {
    const bytes = linkPayload(merchantId, source)
    expect(bytes).toHaveLength(LINK_PAYLOAD_BYTES)
    expect(readLinkPayload(bytes)).toEqual({ merchantId, source })
  })

  test('is nothing when it is of another length, version or source', () => {
    const bytes = linkPayload(merchantId, 'qr')
    expect(readLinkPayload(bytes.slice(1))).toBeNull()
    expect(readLinkPayload(bytes.with(0, 2))).toBeNull()
    expect(readLinkPayload(bytes.with(1, linkSources.length))).toBeNull()
  })
})

test.each([
  [19, 19, false],
  [20, 0, false],
  [100, 3, false],
  [100, 4, true],
  [1_000_000, 30_000, false],
  [1_000_000, 30_001, true],
])('CH7 of %i friends, %i blocks in a month warn: %s', (friends, blocked, warns) => {
  expect(isBlockedOften(friends, blocked)).toBe(warns)
})

test('CH4 the welcome names the shop and every way out, in both languages', () => {
  const [ko, en] = [welcomeText('ko', '모퉁이 커피'), welcomeText('en', 'Corner Coffee')]
  expect(ko.title).toContain('모퉁이 커피')
  for (const word of ['알림을 끄거나', '막거나', '그만둘']) expect(ko.body).toContain(word)
  expect(en.title).toContain('Corner Coffee')
  for (const word of ['mute', 'block', 'leave']) expect(en.body).toContain(word)
})
