/** An event page as others read it: what is passed on shows without a script. */
import { expect, test } from 'vitest'
import { freshServer } from '../../../testing/server.ts'
import { aWorld } from '../../../testing/world.ts'

const server = await freshServer()
const { owner, shop } = await aWorld(server)

test('EV10 a page that is passed on shows what it is about, and runs nothing of it', async () => {
  const made = await server.call('POST', `/v1/merchants/${shop.merchantId}/pages`, {
    as: owner.token,
    body: {
      title: '봄 "시음회"',
      summary: '</title><script>alert(1)</script>',
      slug: '봄 시음회',
      entriesMax: 10,
      endsAt: '2026-12-31T15:00:00Z',
    },
  })
  expect(made.status).toBe(201)
  const url = `/e/${encodeURIComponent(made.body.slug)}`
  // A draft says nothing to others.
  const before = await server.call('GET', url)
  expect(before.status).toBe(404)
  expect(before.body).not.toContain('시음회')
  await server.call('POST', `/v1/pages/${made.body.id}/open`, { as: owner.token })
  const { status, body, headers } = await server.call('GET', url)
  expect(status).toBe(200)
  expect(headers['content-type']).toContain('text/html')
  expect(body).toContain('<meta property="og:title" content="봄 &quot;시음회&quot;">')
  expect(body).toContain(`/e/${encodeURIComponent('봄-시음회')}">`)
  expect(body).not.toContain('<script>alert')
})
