import { describe, expect, test } from 'vitest'
import { bounceNews, returnAddress, returnToken } from './bounce.ts'

const status = (action: string, code: string, diagnostic = 'smtp; 550 no such user') =>
  [
    'Reporting-MTA: dns; mail.golmok.test',
    'Arrival-Date: Thu, 16 Apr 2026 15:00:00 +0900',
    '',
    'Final-Recipient: rfc822; minji@golmok.test',
    `Action: ${action}`,
    `Status: ${code}`,
    `Diagnostic-Code: ${diagnostic}`,
    '  (folded over two lines)',
  ].join('\r\n')

describe('bounceNews', () => {
  test.each([
    ['nobody there', 'failed', '5.1.1', 'bounced'],
    ['no such host', 'failed', '5.1.2', 'bounced'],
    ['a closed mailbox', 'failed', '5.2.1', 'bounced'],
    ['a full mailbox', 'failed', '5.2.2', 'failed'],
    ['too large', 'failed', '5.3.4', 'failed'],
    ['tried for days, with a reason that may pass', 'failed', '4.4.7', 'failed'],
    ['no code at all', 'failed', '', 'failed'],
    ['arrived', 'delivered', '2.0.0', 'delivered'],
  ])('OU46 %s (%s %s): %s', (_name, action, code, state) => {
    expect(bounceNews(status(action, code))?.state).toBe(state)
  })

  test.each(['delayed', 'relayed', 'expanded'])('OU46 %s settles nothing', (action) => {
    expect(bounceNews(status(action, '4.2.0'))).toBeNull()
  })

  test('OU46 keeps the reason, joined where it was folded', () => {
    expect(bounceNews(status('failed', '5.1.1'))?.reason).toBe(
      '5.1.1 smtp; 550 no such user (folded over two lines)',
    )
  })
})

test('OU46 a token is found again in its return address, and in no other', () => {
  const token = '0192aaaabbbb7000800000000000abcd-0123456789abcdef'
  expect(returnToken(returnAddress('any@bounces.golmok.test', token))).toBe(token)
  expect(returnToken('minji@golmok.test')).toBeNull()
})
