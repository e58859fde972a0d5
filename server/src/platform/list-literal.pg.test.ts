import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { freshDatabase } from '../../testing/pg.ts'

const { db } = await freshDatabase()

describe('a list given to a statement', () => {
  const texts = [
    'plain',
    '',
    'null',
    'NULL',
    'a, b',
    '{}',
    '"',
    '\\',
    '\\"',
    '가게 앞',
    " '; --",
    'a\nb',
    null,
  ]

  test('arrives as it is, whatever its texts look like', async () => {
    const { rows } = await sql<{ said: (string | null)[] }>`
      select ${texts}::text[] as said`.execute(db)
    expect(rows).toEqual([{ said: texts }])
  })

  test('of other kinds arrives as it is', async () => {
    const ids = ['01900000-0000-7000-8000-000000000001', null]
    const numbers = [1, -2, 9_007_199_254_740_991]
    const doubles = [0.1, -1e-9, 1e21, NaN, Infinity]
    const instants = [new Date('2026-04-16T06:00:00.123Z'), new Date(0), null]
    const objects = [{ says: 'a "quoted" \\ text', list: [1, null] }, ['x']]
    const bytes = [Buffer.from([0, 255, 34, 92])]
    const { rows } = await sql`
      select ${ids}::uuid[] as ids, ${numbers}::bigint[]::text[] as numbers,
        ${doubles}::double precision[] as doubles, ${instants}::timestamptz[] as instants,
        to_jsonb(${objects.map((each) => JSON.stringify(each))}::jsonb[]) as objects,
        ${bytes}::bytea[] as bytes, ${[true, false]}::boolean[] as truths,
        ${[]}::text[] as none`.execute(db)
    const truths = [true, false]
    const said = { ids: `{${ids[0]},NULL}`, numbers: numbers.map(String) }
    expect(rows[0]).toMatchObject({ doubles, instants, objects, truths, bytes, none: [] })
    expect(rows[0]).toMatchObject({ numbers: said.numbers })
  })
})

describe('an instant from the database', () => {
  test('is the same in every time zone of the session, before and after our time', async () => {
    const instants = [
      '2026-04-16T06:00:00.123Z',
      '1899-01-01T00:00:00.000Z',
      '0044-03-15T12:00:00.000Z',
    ]
    for (const zone of ['UTC', 'Asia/Seoul', 'Asia/Kolkata', 'America/St_Johns']) {
      await db.connection().execute(async (session) => {
        await sql.raw(`set time zone '${zone}'`).execute(session)
        for (const instant of instants) {
          const { rows } = await sql<{ at: Date }>`select ${instant}::timestamptz as at`.execute(
            session,
          )
          expect(rows[0]?.at.toISOString()).toBe(instant)
        }
        await sql`reset time zone`.execute(session)
      })
    }
  })
})
