import { describe, expect, test } from 'vitest'
import { SMS_BYTES_MAX, phoneBytes } from '../../../kernel/phone-text.ts'
import { codeWords, invitationWords } from './code-words.ts'

describe('the words of codes and invitations', () => {
  test.each(['ko', 'en'] as const)('PE80 a code fits one short text (%s)', (locale) => {
    const text = { to: '+821012345678', code: '012345', locale, validMinutes: 5 }
    const words = codeWords(text, '골목')
    expect(phoneBytes(words.text)).toBeLessThanOrEqual(SMS_BYTES_MAX)
    expect(words.text).toContain('012345')
    expect(words.subject).toContain('012345')
  })

  test('PE80 words are in the language of whom they are for', () => {
    const about = { to: 'minji@golmok.test', merchantName: '모퉁이 커피', validDays: 7 }
    const link = 'https://golmok.example/join/abc'
    const ko = invitationWords({ ...about, link, locale: 'ko' }, '골목')
    expect(ko.text).toContain('7일 안에')
    expect(ko.text).toContain(link)
    const en = invitationWords({ ...about, link, locale: 'en' }, '골목')
    expect(en.text).toContain('within 7 days')
    expect(en.subject).toBe('모퉁이 커피 invites you')
  })
})
