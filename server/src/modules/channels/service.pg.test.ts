/** Friends of a shop on a whole server: following, leaving, links, and what the shop sees of it. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { startingLine } from '../../../testing/race.ts'
import { freshServer } from '../../../testing/server.ts'
import { aWorld } from '../../../testing/world.ts'
import { theSystem } from '../../kernel/testing.ts'
import { friendFollowed, friendLeft } from './events.ts'
import { followChannel, friendsAmong, isFriend } from './service.ts'

const server = await freshServer()
const { call, settle, platform } = server
let world: Awaited<ReturnType<typeof aWorld>>
beforeAll(async () => {
  world = await aWorld(server)
})

const get = (url: string, as: string | null = null) => call('GET', url, { as })
const mine = () => `/v1/me/friends/${world.shop.merchantId}`
const channel = () => `/v1/merchants/${world.shop.merchantId}/channel`
const follow = (as: string, source = 'place-page') => call('PUT', mine(), { as, body: { source } })
const later = (seconds: number) => server.at(new Date(platform.clock().getTime() + seconds * 1_000))
const inboxOf = async (as: string) => {
  const { body } = await get('/v1/me/inbox', as)
  return body.items as readonly { readonly title: string }[]
}
const linkOf = async (source: string) => {
  const url = `/v1/merchants/${world.shop.merchantId}/follow-links/${source}`
  const { body } = await get(url, world.staff.token)
  return body as { readonly code: string; readonly url: string; readonly svg: string }
}

describe('CH1 a friend', () => {
  test('is whoever followed, once, by where they first came from', async () => {
    const { shopper } = world
    expect((await get(mine(), shopper.token)).body).toEqual({ isFriend: false, since: null })
    const first = await follow(shopper.token)
    expect(first.body).toMatchObject({ isFriend: true })
    later(60)
    expect((await follow(shopper.token, 'app')).body).toEqual(first.body)
    const { items } = (await get('/v1/me/friends', shopper.token)).body
    expect(items).toMatchObject([{ merchant: { name: '모퉁이 커피' }, isBlocked: false }])
    const { body } = await get(channel(), world.owner.token)
    expect(body.bySource).toEqual([{ source: 'place-page', friends: 1 }])
  })

  test('is one also when two of their phones follow at the same moment', async () => {
    const { bystander, otherShop } = world
    const actor = {
      kind: 'person',
      personId: bystander.personId,
      sessionId: platform.newId('session'),
      isOperator: false,
      memberships: [],
    } as const
    const allAreOpen = startingLine(2)
    await Promise.all(
      (['qr', 'tag'] as const).map((source) =>
        platform.inWork(actor, async (work) => {
          await allAreOpen()
          return followChannel(work, { merchantId: otherShop.merchantId, source })
        }),
      ),
    )
    await settle()
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from platform.fact where name = ${friendFollowed.name}
        and data ->> 'merchantId' = ${otherShop.merchantId}`.execute(platform.database.db)
    expect(rows).toEqual([{ count: 1 }])
  })

  test('is nobody who was made one by a machine', async () => {
    const { merchantId } = world.shop
    await expect(
      platform.inWork(theSystem, (work) => followChannel(work, { merchantId, source: 'app' })),
    ).rejects.toMatchObject({ code: 'access.forbidden' })
    expect((await follow('nobody')).status).toBe(401)
  })

  test('is known to modules above', async () => {
    const { merchantId } = world.shop
    const [one, two] = [world.shopper.personId, world.bystander.personId]
    await platform.inWork(theSystem, async (work) => {
      expect(await isFriend(work, one, merchantId)).toBe(true)
      expect(await isFriend(work, two, merchantId)).toBe(false)
      expect(await friendsAmong(work, merchantId, [one, two])).toEqual(new Set([one]))
    })
  })
})

describe('CH2 a follow link', () => {
  test('leads to its shop, whoever opens it, and keeps where it hangs', async () => {
    const { code, url, svg } = await linkOf('receipt')
    expect(url).toBe(`http://localhost/f/${code}`)
    expect(svg).toContain('<svg')
    const shown = await get(`/v1/follow-links/${code}`)
    expect(shown.body).toMatchObject({
      merchant: { name: '모퉁이 커피' },
      source: 'receipt',
      isFriend: null,
    })
    const followed = await call('POST', `/v1/follow-links/${code}/follow`, {
      as: world.bystander.token,
    })
    expect(followed.body.isFriend).toBe(true)
    const { body } = await get(channel(), world.owner.token)
    expect(body.bySource).toContainEqual({ source: 'receipt', friends: 1 })
  })

  test('that was forged opens nothing', async () => {
    const { code } = await linkOf('qr')
    for (const at of [1, 10, 30, code.length - 1]) {
      const other = code[at] === 'A' ? 'B' : 'A'
      const forged = `${code.slice(0, at)}${other}${code.slice(at + 1)}`
      const { status, body } = await get(`/v1/follow-links/${forged}`)
      expect([status, body.code]).toEqual([404, 'friend.link-unknown'])
    }
  })

  test('is shown to those who work there only', async () => {
    const url = `/v1/merchants/${world.shop.merchantId}/follow-links/qr`
    for (const as of [world.shopper.token, world.otherOwner.token]) {
      expect((await get(url, as)).status).toBe(403)
    }
  })
})

describe('CH4 the welcome', () => {
  test('comes once for each friendship, and not to whoever thought better of it', async () => {
    const { shopper, bystander } = world
    later(10)
    await settle()
    const welcomed = await inboxOf(shopper.token)
    expect(welcomed).toMatchObject([
      { title: '모퉁이 커피 친구가 되었어요', purpose: 'information', link: '/me/friends' },
    ])
    await follow(shopper.token)
    later(10)
    await settle()
    expect(await inboxOf(shopper.token)).toHaveLength(1)

    const before = (await inboxOf(bystander.token)).length
    await call('DELETE', mine(), { as: bystander.token })
    await follow(bystander.token)
    await call('DELETE', mine(), { as: bystander.token })
    later(10)
    await settle()
    expect(await inboxOf(bystander.token)).toHaveLength(before)
  })
})

describe('CH3 leaving', () => {
  test('takes effect at once, also for what was waiting', async () => {
    const { bystander, shop } = world
    await follow(bystander.token)
    await sql`
      insert into outreach.message (id, person_id, merchant_id, merchant_name, purpose, title, body,
        state, created_at, release_at)
      values (${platform.newId('message')}, ${bystander.personId}, ${shop.merchantId}, '모퉁이 커피',
        'marketing', '아침 빵', '갓 구웠어요', 'waiting', ${platform.clock()},
        ${platform.clock()})`.execute(platform.database.db)
    const wordings = await get('/v1/consent-wordings?of=merchant')
    const { version } = (wordings.body.items as { purpose: string; version: number }[]).find(
      ({ purpose }) => purpose === 'marketing',
    ) as { version: number }
    await call('POST', '/v1/me/merchant-consents', {
      as: bystander.token,
      body: {
        merchantId: shop.merchantId,
        purpose: 'marketing',
        granted: true,
        wordingVersion: version,
      },
    })
    const { body: before } = await get('/v1/me/friends', bystander.token)
    expect(before.items[0]).toMatchObject({ agrees: true, isMuted: false })
    const left = await call('DELETE', mine(), { as: bystander.token })
    expect(left.body).toEqual({ isFriend: false, since: null })
    const { rows } = await sql`
      select state from outreach.message where title = '아침 빵'`.execute(platform.database.db)
    expect(rows).toEqual([{ state: 'dropped' }])
    expect((await call('DELETE', mine(), { as: bystander.token })).status).toBe(200)
    const { body: consents } = await get('/v1/me/merchant-consents', bystander.token)
    // It stays among the shops that were answered, to be agreed to again as easily.
    expect(consents.items).toEqual([{ merchantId: shop.merchantId, purposes: [] }])
  })
})

describe('CH5 what a shop sees', () => {
  test('are numbers and sources, and others see nothing', async () => {
    const { owner, staff, operator, shopper, otherOwner } = world
    for (const { token } of [owner, staff, operator]) {
      const { body } = await get(channel(), token)
      expect(body.friends).toBe(1)
      expect(JSON.stringify(body)).not.toContain(shopper.personId)
    }
    for (const { token } of [shopper, otherOwner]) {
      expect((await get(channel(), token)).status).toBe(403)
    }
  })

  test('says what the owner wrote, on the page of its links', async () => {
    const { code } = await linkOf('qr')
    const greeting = ' 처음 오시면 쿠키를 드려요. '
    const put = (as: string) => call('PUT', channel(), { as, body: { greeting } })
    expect((await put(world.staff.token)).status).toBe(403)
    expect((await put(world.owner.token)).body).toEqual({ greeting: greeting.trim() })
    expect((await get(`/v1/follow-links/${code}`)).body.greeting).toBe(greeting.trim())
  })
})

describe('CH6, CH7: days', () => {
  test('are those of the log, with blocks, and the owner is told when there are many', async () => {
    const { shopper, shop } = world
    await call('PUT', `/v1/me/blocks/${shop.merchantId}`, { as: shopper.token })
    later(10)
    await settle()
    const { body } = await get(channel(), world.owner.token)
    const counted = async (name: string) => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from platform.fact
        where name = ${name} and data ->> 'merchantId' = ${shop.merchantId}`.execute(
        platform.database.db,
      )
      return rows[0]?.count
    }
    expect(body).toMatchObject({
      followed: await counted(friendFollowed.name),
      left: await counted(friendLeft.name),
      blocked: await counted('outreach.opted-out'),
      isBlockedOften: false,
    })
    expect(body.followed - body.left).toBe(body.friends)
    expect(body.days).toHaveLength(30)
    expect((await get('/v1/me/friends', shopper.token)).body.items).toMatchObject([
      { isBlocked: true },
    ])
  })
})

describe('CH59 the list of brands', () => {
  test('says of each whether I follow it, and where I came from is kept', async () => {
    const person = await server.signUp('고르는 사람')
    const list = async (as: string | null, query = '') => {
      const { body } = await get(`/v1/brands${query}`, as)
      return body as { readonly items: readonly unknown[] }
    }
    expect((await list(null)).items).toMatchObject([{ isFriend: null }, { isFriend: null }])
    const { merchantId } = world.otherShop
    const url = `/v1/me/friends/${merchantId}`
    await call('PUT', url, { as: person.token, body: { source: 'brand-list' } })
    const mine = await list(person.token)
    expect(mine.items).toMatchObject([
      { merchant: { name: '모퉁이 커피' }, isFriend: false },
      { merchant: { id: merchantId, name: '옆집 빵집' }, isFriend: true },
    ])
    const figures = await get(`/v1/merchants/${merchantId}/channel`, world.otherOwner.token)
    expect(figures.body.bySource).toContainEqual({ source: 'brand-list', friends: 1 })
    await call('DELETE', url, { as: person.token })
    expect((await list(person.token, '?q=ㅇㅈ')).items).toMatchObject([{ isFriend: false }])
  })
})
