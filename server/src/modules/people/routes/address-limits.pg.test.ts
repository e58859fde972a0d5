/** Guessing at the doors: counted by where it comes from, not by which account it wears. */
import { describe, expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import { REQUESTS_PER_MINUTE } from '../../../platform/config.ts'

const nowhere = async () => {}
const server = await freshServer(
  { GOLMOK_REQUESTS_PER_MINUTE: String(REQUESTS_PER_MINUTE) },
  { codeSender: { send: nowhere, invite: nowhere, tell: nowhere } },
)
const people = [await server.signUp(), await server.signUp(), await server.signUp()]

const knock = async (
  method: 'POST' | 'PATCH',
  url: string,
  body: object,
  from: { readonly remoteAddress: string; readonly token?: string | undefined },
) => {
  const { remoteAddress, token } = from
  const headers = token ? { authorization: `Bearer ${token}` } : {}
  const answer = await server.app.inject({ method, url, payload: body, headers, remoteAddress })
  return answer.statusCode
}
const phoneOf = (at: number) => `010${String(20_000_000 + at)}`
const countOf = (statuses: readonly number[], wanted: number) =>
  statuses.filter((status) => status === wanted).length

describe('PE97 at the doors', () => {
  test('another account is no fresh budget of codes', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 45; at += 1) {
      const from = { remoteAddress: '203.0.113.7', token: people[at % 3]?.token }
      statuses.push(await knock('POST', '/v1/phone-codes', { phone: phoneOf(at) }, from))
    }
    expect([countOf(statuses, 201), countOf(statuses, 429)]).toEqual([30, 15])
    const elsewhere = { remoteAddress: '203.0.113.8' }
    expect(await knock('POST', '/v1/phone-codes', { phone: phoneOf(99) }, elsewhere)).toBe(201)
  })

  test('nor of guesses at codes, also where a number is made one’s own', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 90; at += 1) {
      const from = { remoteAddress: '203.0.113.9', token: people[at % 3]?.token }
      const guess = { phone: phoneOf(at), phoneCode: '123456' }
      statuses.push(await knock('PATCH', '/v1/me', guess, from))
    }
    expect(countOf(statuses, 429)).toBe(30)
  })

  test('a line with IPv6 is one address, however many it makes up', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 40; at += 1) {
      const from = { remoteAddress: `2001:db8:7:1::${(at + 1).toString(16)}` }
      statuses.push(await knock('POST', '/v1/phone-codes', { phone: phoneOf(200 + at) }, from))
    }
    expect(countOf(statuses, 429)).toBe(10)
    const neighbour = { remoteAddress: '2001:db8:7:2::1' }
    expect(await knock('POST', '/v1/phone-codes', { phone: phoneOf(300) }, neighbour)).toBe(201)
  })
})
