import { expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import { testId } from '../../../kernel/testing.ts'

const server = await freshServer()
const why = new URLSearchParams({ reason: '감독 기관에 낼 자료' }).toString()

test('OU62, OU72 the file of a shop is for its owner, and that of the market for its operator', async () => {
  const { token } = await server.signUp()
  const ofShop = `/v1/merchants/${testId('merchant')}/gate-decisions.csv?${why}`
  expect((await server.call('GET', ofShop)).status).toBe(401)
  expect((await server.call('GET', ofShop, { as: token })).status).toBe(403)
  expect(
    (await server.call('GET', `/v1/operator/gate-decisions.csv?${why}`, { as: token })).status,
  ).toBe(403)
  const shop = await server.call('POST', '/v1/merchants', {
    as: token,
    body: { name: '골목커피', category: 'cafe', color: '#7a4b2a' },
  })
  expect(shop.status).toBe(201)
  const own = `/v1/merchants/${shop.body.id}/gate-decisions`
  const csv = await server.call('GET', `${own}.csv?limit=5&${why}`, { as: token })
  expect(csv.status).toBe(200)
  expect(csv.headers['content-type']).toContain('text/csv')
  expect(csv.body).toMatch(/^\uFEFFcursor,at,local_time/)
  const lines = await server.call('GET', `${own}.ndjson?${why}`, { as: token })
  expect([lines.status, lines.body]).toEqual([200, ''])
  expect((await server.call('GET', `${own}.csv?cursor=x&${why}`, { as: token })).status).toBe(400)
  for (const bad of ['', '?reason=', '?reason=why']) {
    expect((await server.call('GET', `${own}.csv${bad}`, { as: token })).status).toBe(400)
  }
})
