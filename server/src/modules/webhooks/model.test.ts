import { readFileSync } from 'node:fs'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test, vi } from 'vitest'
import type { Id } from '../../kernel/id.ts'
import {
  PATIENCE_MS,
  TRIES_MAX,
  bodyOf,
  isGivenUp,
  messageName,
  nextTryAt,
  verdictOf,
} from './model.ts'
import { headersOf } from './service/sending.ts'

const now = new Date('2026-04-16T06:00:00Z')

describe('patience', () => {
  test('WH7 ten attempts, over 75 hours and 35 minutes', () => {
    const waits = Array.from({ length: 12 }, (_none, tries) => nextTryAt(now, tries, 0)).map(
      (at) => at && (at.getTime() - now.getTime()) / 1_000,
    )
    const hours = [2, 5, 10, 14, 20, 24].map((count) => count * 3_600)
    expect(waits).toEqual([0, 5, 300, 1_800, ...hours, null, null])
    expect(TRIES_MAX).toBe(10)
    expect(PATIENCE_MS).toBe((75 * 60 + 35) * 60_000 + 5_000)
  })

  test('WH7 waits are lengthened by up to a tenth, and never shortened', () => {
    const wait = (share: number) => (nextTryAt(now, 9, share)?.getTime() ?? 0) - now.getTime()
    expect(wait(0)).toBe(24 * 3_600_000)
    expect(wait(1)).toBe(26.4 * 3_600_000)
  })

  test('WH9 an endpoint is given up once it took nothing for as long as ten attempts last', () => {
    const since = (ms: number) => new Date(now.getTime() - ms)
    expect(isGivenUp(since(PATIENCE_MS), now)).toBe(true)
    expect(isGivenUp(since(PATIENCE_MS - 1), now)).toBe(false)
    expect(isGivenUp(null, now)).toBe(false)
  })
})

describe('what an answer means', () => {
  const verdict = (status: number, retryAfter: string | null = null) =>
    verdictOf({ kind: 'answered', status, retryAfter }, now)

  test.each([200, 201, 202, 204, 299])('WH7 %i is a yes', (status) => {
    expect(verdict(status)).toEqual({ kind: 'delivered' })
  })

  test.each([100, 300, 301, 302, 307, 308, 400, 401, 404, 409, 500, 503])(
    'WH7 %i is no yes, and tried again',
    (status) => expect(verdict(status)).toEqual({ kind: 'again', throttledUntil: null }),
  )

  test('WH8 410 means never again', () => expect(verdict(410)).toEqual({ kind: 'gone' }))

  test.each([
    ['WH8 a minute when nothing is said', null, 60],
    ['WH8 as long as is said', '120', 120],
    ['WH8 until when is said', 'Thu, 16 Apr 2026 06:10:00 GMT', 600],
    ['WH8 an hour at most', '999999', 3_600],
    ['WH8 a second at least', '0', 1],
    ['WH8 a second for what has passed', 'Thu, 16 Apr 2026 05:00:00 GMT', 1],
    ['WH8 a minute for what nobody understands', 'soon', 60],
  ])('%s', (_name, retryAfter, seconds) => {
    for (const status of [429, 502, 504]) {
      expect(verdict(status, retryAfter)).toEqual({
        kind: 'again',
        throttledUntil: new Date(now.getTime() + seconds * 1_000),
      })
    }
  })

  test('WH7 silence is tried again', () => {
    expect(verdictOf({ kind: 'silent' }, now)).toEqual({ kind: 'again', throttledUntil: null })
  })
})

type Vector = {
  readonly id: string
  readonly secret: string
  readonly webhook_id: string | null
  readonly webhook_timestamp: string | null
  readonly payload: string
  readonly webhook_signature: string | null
  readonly now: number
  readonly ok: boolean | 'throws'
}
const vectors = JSON.parse(
  readFileSync(
    new URL('../../../../../shared/vectors/standard-webhooks/vectors.json', import.meta.url),
    'utf8',
  ),
) as readonly Vector[]

describe('signatures', () => {
  test.each(vectors.map((vector): [string, Vector] => [vector.id, vector]))(
    'WH5 vector %s',
    (_id, vector) => {
      vi.useFakeTimers({ now: vector.now * 1_000 })
      const head = Object.fromEntries(
        Object.entries({
          'webhook-id': vector.webhook_id,
          'webhook-timestamp': vector.webhook_timestamp,
          'webhook-signature': vector.webhook_signature,
        }).filter((entry): entry is [string, string] => entry[1] !== null),
      )
      const verify = () => new Webhook(vector.secret).verify(vector.payload, head)
      if (vector.ok === true) expect(verify()).toEqual(JSON.parse(vector.payload))
      else expect(verify).toThrow()
      vi.useRealTimers()
    },
  )

  test('WH5 ours are read by the library of the standard, one for each secret', () => {
    const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', `whsec_${'QUJD'.repeat(11)}`]
    const messageId = '0192a000-0000-7000-8000-000000000001' as Id<'webhook-message'>
    const body = bodyOf({ type: 'coupon.redeemed', at: now, data: { 이름: '모퉁이 커피' } })
    const head = headersOf({ messageId, body }, now, secrets)
    expect(head['webhook-id']).toBe('msg_0192a00000007000800000000000000' + '1')
    expect(head['webhook-timestamp']).toBe(String(now.getTime() / 1_000))
    expect(head['webhook-signature']?.split(' ')).toHaveLength(2)
    vi.useFakeTimers({ now })
    for (const secret of secrets) {
      expect(new Webhook(secret).verify(body, head)).toEqual({
        type: 'coupon.redeemed',
        timestamp: '2026-04-16T06:00:00.000Z',
        data: { 이름: '모퉁이 커피' },
      })
    }
    expect(() => new Webhook(`whsec_${'QUJE'.repeat(11)}`).verify(body, head)).toThrow()
    vi.useRealTimers()
  })

  test('WH5 the name of a message is its id, without what a header might trip over', () => {
    const id = '0192a000-0000-7000-8000-0000000000ff' as Id<'webhook-message'>
    expect(messageName(id)).toMatch(/^msg_[0-9a-f]{32}$/)
  })
})
