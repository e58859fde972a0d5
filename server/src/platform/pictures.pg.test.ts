/** Pictures over HTTP and in the database: who may, what is kept, what is forgotten. */
import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { testId, theSystem } from '../kernel/testing.ts'
import { freshServer } from '../../testing/server.ts'
import { startingLine } from '../../testing/race.ts'
import { aWorld } from '../../testing/world.ts'
import { holdPictures, keepPicture, pictureBytes, releasePictures } from './pictures.ts'

const server = await freshServer()
const { shop, otherShop, owner, staff, otherOwner, bystander } = await aWorld(server)
const { inWork, database } = server.platform
const url = `/v1/merchants/${shop.merchantId}/pictures`
const shelf = `merchant/${shop.merchantId}` as `merchant/${ReturnType<typeof testId<'merchant'>>}`
let bytes: Buffer
beforeAll(async () => {
  const canvas = { width: 900, height: 600, channels: 3, background: '#e4572e' } as const
  bytes = await sharp({ create: canvas }).jpeg().toBuffer()
})

const send = (as: string | null, body: unknown = bytes, type = 'image/jpeg', at = url) =>
  server.call('POST', at, { as, body, headers: { 'content-type': type } })
const count = async () => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from platform.picture`.execute(database.db)
  return rows[0]?.count
}
const held = async () => {
  const { rows } = await sql<{ pictures: number; bytes: number }>`
    select pictures, bytes::integer from platform.picture_shelf where name = ${shelf}`.execute(
    database.db,
  )
  return rows[0]
}

describe('a picture of a shop', () => {
  test('is taken in by those who serve there, and seen by everybody', async () => {
    const { status, body } = await send(staff.token)
    expect([status, body]).toEqual([201, { id: body.id, width: 900, height: 600 }])
    for (const [size, width] of [['', 900] as const, ['?size=small', 480] as const]) {
      const shown = await server.app.inject({ url: `/v1/pictures/${body.id}${size}` })
      expect(shown.headers).toMatchObject({
        'content-type': 'image/webp',
        'x-content-type-options': 'nosniff',
        'cache-control': 'public, max-age=31536000, immutable',
      })
      expect(await sharp(shown.rawPayload).metadata()).toMatchObject({ format: 'webp', width })
    }
  })

  test('is refused from others, in other forms, and where it is too large', async () => {
    expect((await send(null)).status).toBe(401)
    expect((await send(bystander.token)).status).toBe(403)
    expect((await send(otherOwner.token)).status).toBe(403)
    expect((await send(owner.token, '{"a":1}', 'application/json')).body.code).toBe(
      'picture.not-a-picture',
    )
    expect((await send(owner.token, Buffer.from('<svg/>'), 'image/png')).status).toBe(422)
    expect((await send(owner.token, Buffer.from('<svg/>'), 'image/svg+xml')).status).toBe(415)
    expect((await send(owner.token, Buffer.alloc(10_485_761), 'image/png')).status).toBe(413)
    expect((await server.call('GET', `/v1/pictures/${testId('picture')}`)).status).toBe(404)
  })

  test('is held by what shows it, and forgotten a day after nothing does', async () => {
    const kept = (await send(owner.token)).body.id
    const loose = (await send(owner.token)).body.id
    await inWork(theSystem, (work) => holdPictures(work, shelf, [kept, kept]))
    const before = await held()
    const today = server.start
    server.at(new Date(today.getTime() + 25 * 3_600_000))
    await server.settle()
    expect((await server.call('GET', `/v1/pictures/${kept}`)).status).toBe(200)
    expect((await server.call('GET', `/v1/pictures/${loose}`)).status).toBe(404)
    const after = await held()
    expect(after?.bytes).toBeLessThan(before?.bytes ?? 0)
    expect(after?.pictures).toBe(await count())

    await inWork(theSystem, (work) => releasePictures(work, [kept]))
    server.at(new Date(today.getTime() + 60 * 3_600_000))
    await server.settle()
    expect((await server.call('GET', `/v1/pictures/${kept}`)).status).toBe(200)
    await inWork(theSystem, (work) => releasePictures(work, [kept]))
    server.at(new Date(today.getTime() + 90 * 3_600_000))
    await server.settle()
    expect((await server.call('GET', `/v1/pictures/${kept}`)).status).toBe(404)
  })

  test('cannot be shown by another shop', async () => {
    const { id } = (await send(owner.token)).body
    const other = `merchant/${otherShop.merchantId}` as typeof shelf
    await expect(
      inWork(theSystem, (work) => holdPictures(work, other, [id])),
    ).rejects.toMatchObject({ code: 'picture.unknown' })
  })

  test('that is private is shown from its own shelf only', async () => {
    const drawn = { large: bytes, small: bytes, width: 900, height: 600 }
    const id = await inWork(theSystem, (work) =>
      keepPicture(work, { shelf, isPrivate: true, drawn }),
    )
    expect((await server.call('GET', `/v1/pictures/${id}`)).status).toBe(404)
    const own = await inWork(theSystem, (work) => pictureBytes(work, id, 'small', shelf))
    expect(own?.equals(bytes)).toBe(true)
  })
})

test('the last room of a shelf goes to one, whoever races for it', async () => {
  await sql`update platform.picture_shelf set pictures = 2999 where name = ${shelf}`.execute(
    database.db,
  )
  const both = startingLine(2)
  const drawn = { large: bytes, small: bytes, width: 900, height: 600 }
  const put = () =>
    inWork(theSystem, async (work) => {
      await both()
      return keepPicture(work, { shelf, isPrivate: false, drawn })
    })
  const results = await Promise.allSettled([put(), put()])
  const lost = results.filter((it) => it.status === 'rejected')
  expect(lost).toMatchObject([{ reason: { code: 'picture.shelf-full' } }])
})
