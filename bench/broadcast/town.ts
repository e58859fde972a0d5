/** The friends of the broadcast benches, straight in the tables, and their shops' owner. */
import { sql } from 'kysely'
import { testId } from '../../server/src/kernel/testing.ts'
import type { Database } from '../../server/src/platform/postgres.ts'

export const OWNER_TOKEN = 'gs_broadcast-owner'
export const tokenOf = (person: number) => `gs_friend-${String(person).padStart(8, '0')}`
export const shopIdOf = (shop: number) => testId<'merchant'>('merchant', shop + 1)

/** Friends of these shops, who agree to marketing day and night: the hour of a run must not matter. */
export async function putFriendsInPlace(
  { db }: Database,
  { friends, shops }: { readonly friends: number; readonly shops: number },
): Promise<void> {
  const shopIds = Array.from({ length: shops }, (_none, shop) => shopIdOf(shop))
  const owner = testId('person', 999_999)
  await sql`
    insert into people.account (id, name, locale, phone, joined_at, age)
    select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '손님', 'ko',
      '+8210' || lpad(n::text, 8, '0'), now(), 'of-age'
    from generate_series(1, ${friends}::integer) n`.execute(db)
  await sql`
    insert into people.consent_now (person_id, purposes)
    select id, '{marketing,night-marketing}' from people.account`.execute(db)
  await sql`
    insert into places.merchant (id, name, category, color, contact, created_at, changed_at)
    select id, '골목커피', 'cafe', '#0f766e', '02-300-0001', now(), now()
    from unnest(${shopIds}::uuid[]) as s (id)`.execute(db)
  await sql`
    insert into channels.friend (merchant_id, person_id, source, since)
    select s.id, a.id, 'qr', now() from unnest(${shopIds}::uuid[]) as s (id), people.account a
    order by 1, 2`.execute(db)
  await sql`
    insert into people.account (id, name, locale, phone, joined_at)
    values (${owner}, '사장', 'ko', '+821099999999', now())`.execute(db)
  await sql`
    insert into people.membership (person_id, merchant_id, role, since)
    select ${owner}, id, 'owner', now() from unnest(${shopIds}::uuid[]) as s (id)`.execute(db)
  await putSession(db, OWNER_TOKEN, owner)
  for (const table of ['people.account', 'people.consent_now', 'channels.friend']) {
    await sql`vacuum analyze ${sql.table(table)}`.execute(db)
  }
}

async function putSession(db: Database['db'], token: string, personId: string): Promise<void> {
  await sql`
    insert into people.session
      (id, person_id, token_hash, device, created_at, last_seen_at, expires_at)
    values (gen_random_uuid(), ${personId},
      encode(sha256(convert_to(${token}::text, 'utf8')), 'hex'), 'bench', now(), now(),
      now() + interval '1 day')`.execute(db)
}

/** A session for each of the first so many friends. */
export async function putSessionsInPlace({ db }: Database, count: number): Promise<void> {
  await sql`
    insert into people.session
      (id, person_id, token_hash, device, created_at, last_seen_at, expires_at)
    select gen_random_uuid(), ('01900000-0000-7000-8000-' || lpad(to_hex(n + 1), 12, '0'))::uuid,
      encode(sha256(convert_to('gs_friend-' || lpad(n::text, 8, '0'), 'utf8')), 'hex'),
      'bench', now(), now(), now() + interval '1 day'
    from generate_series(0, ${count - 1}::integer) n`.execute(db)
}

/** Asks the server as the owner. @throws when it answers anything but success */
export async function asOwner(
  port: number,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`http://127.0.0.1:${port}/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${OWNER_TOKEN}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
  return answer
}

/** Writes a broadcast of a shop to all its friends and sets it going. @returns its path */
export async function launch(port: number, shop: number, number: number): Promise<string> {
  const path = `/merchants/${shopIdOf(shop)}/broadcasts`
  const id = testId('broadcast', number)
  const content = { title: '봄맞이 라떼가 나왔어요', body: '이번 주말까지 만나요.' }
  await asOwner(port, 'POST', path, { id, content })
  await asOwner(port, 'POST', `${path}/${id}/launch`, {})
  return `${path}/${id}`
}
