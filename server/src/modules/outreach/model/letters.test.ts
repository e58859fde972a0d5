import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LMS_BYTES_MAX, phoneBytes } from '../../../kernel/phone-text.ts'
import { letterFace, type LetterContent } from './letters.ts'

const content = (change: Partial<LetterContent> = {}): LetterContent => ({
  purpose: 'marketing',
  merchantName: '골목커피',
  contact: '02-1234-5678',
  title: '아메리카노 1,000원 할인',
  body: '지나가시는 길에 들러 주세요.',
  url: 'https://golmok.test/inbox/1',
  optOutUrl: 'https://golmok.test/opt-out/abc',
  oneClickUrl: 'https://golmok.test/v1/opt-outs/abc/one-click',
  optOutPhone: '080-123-4567',
  ...change,
})
const ways = ['email', 'sms', 'kakao', 'line'] as const

describe('letterFace', () => {
  test.each(ways)(
    'OU44 advertising by %s begins with its label and names sender and contact',
    (way) => {
      const { title, text } = letterFace(way, content())
      expect(title || text).toMatch(/^\(광고\)/)
      expect(text).toMatch(/^\(광고\)/)
      expect(text).toContain('골목커피')
      expect(text).toContain('02-1234-5678')
    },
  )

  test('OU44 each way has its free way out', () => {
    expect(letterFace('email', content()).text).toContain('https://golmok.test/opt-out/abc')
    expect(letterFace('email', content()).html).toContain('https://golmok.test/opt-out/abc')
    expect(letterFace('sms', content()).text).toContain('무료수신거부 080-123-4567')
    expect(letterFace('sms', content({ optOutPhone: null })).text).toContain('/opt-out/abc')
    expect(letterFace('line', content()).text).toContain('무료 수신거부')
    expect(letterFace('kakao', content()).text).toContain('무료 수신거부: 홈 > 채널차단')
  })

  test('OU44 information is no advertising', () => {
    const plain = content({ purpose: 'information', optOutUrl: null, oneClickUrl: null })
    for (const way of ways) {
      const { title, text, oneClickUrl } = letterFace(way, plain)
      expect(`${title}\n${text}`).not.toMatch(/\(광고\)|수신거부/)
      expect(oneClickUrl).toBeNull()
    }
  })

  test('OU44 however long the words of a shop, label, sender and way out stay in a text', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 3_000 })
    fc.assert(
      fc.property(words, (body) => {
        const { text } = letterFace('sms', content({ body }))
        expect(phoneBytes(text)).toBeLessThanOrEqual(LMS_BYTES_MAX)
        expect(text.startsWith('(광고) 골목커피')).toBe(true)
        expect(text.endsWith('무료수신거부 080-123-4567')).toBe(true)
      }),
    )
  })

  test('OU44 a shop cannot write markup into a mail', () => {
    const { html } = letterFace('email', content({ title: '<script>', body: '"><img src=x>' }))
    expect(html).not.toMatch(/<script|<img/)
  })
})
