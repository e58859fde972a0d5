/** The list of brands on a real database: whole, in order, and found as people type. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { aPerson } from '../../../kernel/testing.ts'
import type { CategoryId } from '../model/categories.ts'
import { brandsByName } from './brands.ts'

const { inWork, db, clear } = await freshDatabase()
const shopper = aPerson()

/** Merchants by SQL, each with so many places that people may see. */
async function merchants(
  rows: readonly { name: string; category?: CategoryId; visible?: number; hidden?: number }[],
): Promise<void> {
  await sql`
    with made as (
      insert into places.merchant (id, name, category, color, created_at, changed_at)
      select gen_random_uuid(), r.name, coalesce(r.category, 'cafe'), '#0f766e', now(), now()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (name text, category text)
      returning id, name
    )
    insert into places.place (id, merchant_id, name, category, address, lng, lat, time_zone,
      is_visible, created_at, changed_at)
    select gen_random_uuid(), made.id, made.name, 'cafe', '', 127, 37.5, 'Asia/Seoul',
      n <= coalesce(r.visible, 1), now(), now()
    from made
    join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (name text, visible integer, hidden integer) on r.name = made.name
    cross join lateral
      generate_series(1, coalesce(r.visible, 1) + coalesce(r.hidden, 0)) n`.execute(db)
}

async function named(
  asked: { typed?: string; category?: CategoryId } = {},
  limit = 100,
): Promise<readonly string[]> {
  const names: string[] = []
  let after: string | null = null
  do {
    const { typed = '', category = null } = asked
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
    const page = await inWork(shopper, (work) =>
      brandsByName(work, { typed, category }, { limit, after }),
    )
    names.push(...page.items.map(({ name }) => name))
    after = page.nextCursor
  } while (after !== null)
  return names
}

beforeEach(clear)

describe('PL26 the list of brands', () => {
  test('is in the order of names, and whole, in pages of any size', async () => {
    const all = Array.from({ length: 37 }, (_each, at) => `가게 ${String(at).padStart(2, '0')}`)
    await merchants([...all, ...all.slice(0, 5)].map((name) => ({ name })).toReversed())
    const twice = all.flatMap((name, at) => (at < 5 ? [name, name] : [name]))
    expect(await named()).toEqual(twice)
    expect(await named({}, 3)).toEqual(twice)
    expect(await named({}, 1)).toEqual(twice)
  })

  test('holds who has a place that people may see, once', async () => {
    await merchants([
      { name: '다 보임', visible: 3 },
      { name: '숨음', visible: 0, hidden: 2 },
      { name: '조금 보임', visible: 1, hidden: 4 },
    ])
    expect(await named()).toEqual(['다 보임', '조금 보임'])
  })

  test('is found by part of a name, initials, what is still typed, and category', async () => {
    await merchants([
      { name: '스타 벅스' },
      { name: "Tom's 빵집", category: 'bakery' },
      { name: '별다방', category: 'bakery' },
    ])
    expect(await named({ typed: '타벅' })).toEqual(['스타 벅스'])
    expect(await named({ typed: 'ㅅㅌ' })).toEqual(['스타 벅스'])
    expect(await named({ typed: '별ㄷ' })).toEqual(['별다방'])
    expect(await named({ typed: 'TOMS빵' })).toEqual(["Tom's 빵집"])
    expect(await named({ category: 'bakery' })).toEqual(["Tom's 빵집", '별다방'])
    expect(await named({ typed: '빵', category: 'cafe' })).toEqual([])
    expect(await named({ typed: '.*' })).toEqual([])
  })
})
