import { expect, test } from 'vitest'
import { provisionText, renewalText, resultText } from './people-notices.ts'

const korean = { locale: 'ko', timeZone: 'Asia/Seoul' } as const
const english = { locale: 'en', timeZone: 'Asia/Seoul' } as const
const at = new Date('2026-04-15T16:00:00.000Z')

test('PE56 the result names who handles it, what was answered and when, and that it was done', () => {
  const answers = [
    { purpose: 'marketing', granted: true, at },
    { purpose: 'marketing/sms', granted: false, at },
  ] as const
  expect(resultText('골목', answers, korean)).toEqual({
    title: '골목 광고 수신 동의 처리 결과',
    body:
      '· 앱으로 광고 받기: 2026년 4월 16일에 동의, 처리했어요.\n' +
      '· 문자로 받기: 2026년 4월 16일에 거절, 처리했어요.\n' +
      '언제든 ‘나 → 동의’에서 바꿀 수 있어요.',
  })
  expect(resultText('Golmok', answers, english).body).toContain(
    '· by text message: declined on 16 April 2026, done.',
  )
})

test('PE57 the reminder says what was agreed to when, and how to keep or end it', () => {
  const { title, body } = renewalText('골목', [{ purpose: 'marketing', agreedAt: at }], korean)
  expect(title).toBe('골목 광고 수신 동의 확인')
  expect(body).toMatch(/2026년 4월 16일에 동의\n그대로 두면 계속 받아요\. 그만 받으려면/)
})

test('PE55 the notice of a location says who, when and why', () => {
  const uses = [{ name: '모퉁이 커피', purpose: 'check-in', at }] as const
  const { title, body } = provisionText(1, uses, korean)
  expect(title).toBe('가게가 내 위치를 확인했어요 (1번)')
  expect(body).toMatch(/· 모퉁이 커피: .*1:00, 방문 확인/)
})
