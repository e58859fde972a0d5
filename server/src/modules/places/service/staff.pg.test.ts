/** How people come to work at a merchant, at all of it or at branches. */
import { describe, expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import { startingLine } from '../../../../testing/race.ts'
import { aWorld, corner } from '../../../../testing/world.ts'

const server = await freshServer()
const { call, signUp, at, start } = server
const { owner, staff, shop, otherShop } = await aWorld(server)
const staffUrl = `/v1/merchants/${shop.merchantId}/staff`
const invitationsUrl = `/v1/merchants/${shop.merchantId}/staff-invitations`
const DAY_MS = 86_400_000

const invite = async (body: object, as = owner.token) => {
  const made = await call('POST', invitationsUrl, { as, body })
  return {
    ...made,
    token:
      String(made.body.link ?? '')
        .split('/')
        .at(-1) ?? '',
  }
}
const accept = (token: string, as: string) =>
  call('POST', `/v1/staff-invitations/${token}/acceptance`, { as })
const place = async (name: string) => {
  const body = { name, address: '서울 어딘가', ...corner }
  const url = `/v1/merchants/${shop.merchantId}/places`
  return (await call('POST', url, { as: owner.token, body })).body.id as string
}

describe('PE30 an invitation', () => {
  test('makes whoever opens its link a member, once', async () => {
    const { status, body, token } = await invite({ role: 'manager' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ role: 'manager', placeIds: null, address: null, isSent: false })
    const seen = await call('GET', `/v1/staff-invitations/${token}`)
    expect(seen.body).toMatchObject({ merchantName: '모퉁이 커피', role: 'manager', isFor: null })

    const [one, other] = [await signUp('하나'), await signUp('둘')]
    const line = startingLine(2)
    const answers = await Promise.all(
      [one, other].map(async (who) => {
        await line()
        return accept(token, who.token)
      }),
    )
    expect(answers.map(({ status: each }) => each).toSorted((a, b) => a - b)).toEqual([201, 404])
    expect(await call('GET', `/v1/staff-invitations/${token}`)).toMatchObject({ status: 404 })
    const staffNow = await call('GET', staffUrl, { as: owner.token })
    expect((staffNow.body.items as { role: string }[]).map((each) => each.role)).toEqual([
      'owner',
      'manager',
      'staff',
    ])
  })

  test('of who owns the shop no more leads nobody in, themselves neither', async () => {
    const [left, made] = [await signUp('나간 사장'), await signUp('직원이 된 사장')]
    const other = await invite({ role: 'manager' })
    const links: string[] = []
    for (const who of [left, made]) {
      await accept((await invite({ role: 'owner' })).token, who.token)
      links.push((await invite({ role: 'owner' }, who.token)).token)
    }
    await call('DELETE', `${staffUrl}/${left.personId}`, { as: owner.token })
    const body = { role: 'staff' }
    await call('PUT', `${staffUrl}/${made.personId}`, { as: owner.token, body })
    const [back, up] = links
    expect((await accept(back ?? '', left.token)).status).toBe(404)
    expect((await accept(up ?? '', made.token)).status).toBe(404)
    await call('DELETE', `${staffUrl}/${made.personId}`, { as: owner.token })
    const stillGood = await signUp('매니저')
    expect((await accept(other.token, stillGood.token)).status).toBe(201)
    await call('DELETE', `${staffUrl}/${stillGood.personId}`, { as: owner.token })
  })

  test('is worth nothing once it is taken back, or a week old', async () => {
    const { body, token } = await invite({ role: 'staff' })
    const late = await invite({ role: 'staff' })
    const who = await signUp('늦은 사람')
    const url = `${invitationsUrl}/${body.id}`
    expect(await call('DELETE', url, { as: owner.token })).toMatchObject({ status: 204 })
    expect(await call('DELETE', url, { as: owner.token })).toMatchObject({ status: 404 })
    expect(await accept(token, who.token)).toMatchObject({ status: 404 })

    at(new Date(start.getTime() + 7 * DAY_MS - 1))
    expect(await call('GET', `/v1/staff-invitations/${late.token}`)).toMatchObject({ status: 200 })
    at(new Date(start.getTime() + 7 * DAY_MS))
    expect(await accept(late.token, who.token)).toMatchObject({ status: 404 })
    at(start)
  })

  test('for an address is for whoever proved it, and nobody else', async () => {
    const { body, token } = await invite({ role: 'staff', address: '010-5555-0001' })
    expect(body).toMatchObject({ address: '+821055550001', isSent: true })
    const claimer = await signUp('아무나')
    const refused = await accept(token, claimer.token)
    expect(refused).toMatchObject({ status: 409, body: { code: 'people.invitation-for-another' } })

    // An address that an account only bears does not open an invitation to it.
    const byMail = await invite({ role: 'staff', address: 'person-99@test.local' })
    const body99 = {
      email: 'person-99@test.local',
      password: 'a long enough password',
      name: '구구',
    }
    const joined = await call('POST', '/v1/people', { body: body99 })
    expect(await accept(byMail.token, joined.body.token)).toMatchObject({ status: 409 })
  })

  test('is the owners’ to make, for what is theirs', async () => {
    expect((await invite({ role: 'staff' }, staff.token)).status).toBe(403)
    const foreign = await invite({ role: 'staff', placeIds: [otherShop.placeId] })
    expect(foreign).toMatchObject({ status: 422, body: { code: 'merchant.not-its-places' } })
    const half = await invite({ role: 'owner', placeIds: [shop.placeId] })
    expect(half).toMatchObject({ status: 422, body: { code: 'merchant.owner-of-branches' } })
    expect((await invite({ role: 'staff', address: 'nobody' })).status).toBe(400)
  })
})

describe('PE31 somebody of a branch', () => {
  test('changes that branch, serves there, and sees no other', async () => {
    const [branch, other] = [await place('둘째 지점'), await place('셋째 지점')]
    const who = await signUp('지점장')
    const { token } = await invite({ role: 'manager', placeIds: [branch] })
    expect((await accept(token, who.token)).body.placeNames).toEqual(['둘째 지점'])

    const as = who.token
    const mine = await call('GET', '/v1/me/merchants', { as })
    expect(mine.body.items[0].places).toMatchObject([{ id: branch }])
    const name = { name: '둘째 지점 (새 이름)' }
    expect(await call('PATCH', `/v1/places/${branch}`, { as, body: name })).toMatchObject({
      status: 200,
    })
    expect(await call('PATCH', `/v1/places/${other}`, { as, body: name })).toMatchObject({
      status: 403,
    })
    const merchantUrl = `/v1/merchants/${shop.merchantId}`
    expect(await call('PATCH', merchantUrl, { as, body: name })).toMatchObject({ status: 403 })
    const guest = { phone: '010-1234-5678' }
    const served = await call('POST', `/v1/places/${branch}/check-ins`, { as, body: guest })
    expect(served.body.code).toBe('presence.unknown-person')
    const refused = await call('POST', `/v1/places/${other}/check-ins`, { as, body: guest })
    expect(refused).toMatchObject({ status: 403 })

    // The headquarters give them another branch: the session knows at once.
    const moved = { role: 'manager', placeIds: [other] }
    await call('PUT', `${staffUrl}/${who.personId}`, { as: owner.token, body: moved })
    expect(await call('PATCH', `/v1/places/${other}`, { as, body: name })).toMatchObject({
      status: 200,
    })
    expect(await call('PATCH', `/v1/places/${branch}`, { as, body: name })).toMatchObject({
      status: 403,
    })
  })

  test('PE32 a manager has no hand in people and keys', async () => {
    const who = await signUp('점장')
    await accept((await invite({ role: 'manager' })).token, who.token)
    const as = who.token
    expect((await invite({ role: 'staff' }, as)).status).toBe(403)
    const body = { role: 'owner' }
    expect(await call('PUT', `${staffUrl}/${who.personId}`, { as, body })).toMatchObject({
      status: 403,
    })
    const keys = `/v1/merchants/${shop.merchantId}/api-keys`
    const key = { name: '포스', scopes: ['till'] }
    expect(await call('POST', keys, { as, body: key })).toMatchObject({ status: 403 })
    const log = `/v1/merchants/${shop.merchantId}/staff-actions`
    expect(await call('GET', log, { as })).toMatchObject({ status: 403 })
    const merchantUrl = `/v1/merchants/${shop.merchantId}`
    const change = { contact: '02-123-4567' }
    expect(await call('PATCH', merchantUrl, { as, body: change })).toMatchObject({ status: 200 })
  })
})

describe('PE100 nobody comes to work here but by an invitation', () => {
  const roleOf = async (personId: string) => {
    const { body } = await call('GET', staffUrl, { as: owner.token })
    const items = body.items as readonly { personId: string; role: string; placeIds: unknown }[]
    return items.find((each) => each.personId === personId)
  }
  const putBack = (personId: string, as = owner.token) =>
    call('POST', `${staffUrl}/${personId}/restoration`, { as })
  const remove = (personId: string, as = owner.token) =>
    call('DELETE', `${staffUrl}/${personId}`, { as })

  test('who claims the address of somebody that is to come has nothing of it', async () => {
    // Before they hear of it: an account with their address, which nobody has proven.
    const body = {
      email: 'barista@test.local',
      password: 'a long enough password',
      name: '바리스타',
    }
    const claimer = (await call('POST', '/v1/people', { body })).body
    const wanted = { email: body.email, role: 'manager' }
    expect(await call('POST', staffUrl, { as: owner.token, body: wanted })).toMatchObject({
      status: 404,
    })
    const { token } = await invite({ role: 'manager', address: body.email })
    expect(await accept(token, claimer.token)).toMatchObject({
      status: 409,
      body: { code: 'people.invitation-for-another' },
    })
    // Nor by an id that was never here, or by themselves.
    expect((await putBack(claimer.person.id)).status).toBe(404)
    expect((await putBack(claimer.person.id, claimer.token)).status).toBe(403)
    expect(await roleOf(claimer.person.id)).toBeUndefined()
    expect((await call('GET', staffUrl, { as: claimer.token })).status).toBe(403)
  })

  test('whom an owner removed is put back as they were, also without an address', async () => {
    const branch = await place('넷째 지점')
    const who = await signUp('지점장')
    await accept((await invite({ role: 'manager', placeIds: [branch] })).token, who.token)
    expect((await remove(who.personId)).status).toBe(204)
    expect((await putBack(who.personId, staff.token)).status).toBe(403)
    expect((await putBack(who.personId, who.token)).status).toBe(403)
    const back = { personId: who.personId, role: 'manager', placeIds: [branch] }
    expect(await putBack(who.personId)).toMatchObject({ status: 200, body: back })
    // Pressed twice, it is so already.
    expect(await putBack(who.personId)).toMatchObject({ status: 200, body: back })
    const name = { name: '넷째 지점 (새 이름)' }
    const changed = await call('PATCH', `/v1/places/${branch}`, { as: who.token, body: name })
    expect(changed.status).toBe(200)
    await remove(who.personId)
  })

  test('once, within ten minutes, and not whoever left by themselves', async () => {
    const who = await signUp('떠난 사람')
    await accept((await invite({ role: 'staff' })).token, who.token)
    await remove(who.personId)
    expect((await putBack(who.personId)).status).toBe(200)
    // The removal was undone: it brings nobody back who goes now.
    expect((await remove(who.personId, who.token)).status).toBe(204)
    expect(await putBack(who.personId)).toMatchObject({
      status: 404,
      body: { code: 'merchant.no-such-person' },
    })

    await accept((await invite({ role: 'staff' })).token, who.token)
    await remove(who.personId)
    at(new Date(start.getTime() + 600_000))
    expect((await putBack(who.personId)).status).toBe(404)
    at(new Date(start.getTime() + 599_999))
    expect((await putBack(who.personId)).status).toBe(200)
    at(start)
    await remove(who.personId)
  })

  test('of eight that put one back at once, all find them as they were', async () => {
    const who = await signUp('다시 온 사람')
    await accept((await invite({ role: 'staff' })).token, who.token)
    await remove(who.personId)
    const line = startingLine(8)
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => {
        await line()
        return putBack(who.personId)
      }),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(await roleOf(who.personId)).toMatchObject({ role: 'staff', placeIds: null })
  })
})
