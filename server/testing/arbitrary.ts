/** Input made from JSON schemas: what fits a schema, and what an enemy would send instead. */
import fc from 'fast-check'

/** As much of JSON Schema as the OpenAPI document uses. */
export type Schema = {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
}

/** Ids worth trying wherever an id is asked for. */
export type Ids = readonly string[]

const ITEMS_MAX = 4
const TEXT_MAX = 40

/** What breaks programs: other types, edges of numbers, texts that mean something to someone. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    2 ** 31,
    2 ** 53,
    -(2 ** 63),
    1e308,
    '',
    ' ',
    "' or 1=1 --",
    '$1; drop table people.account',
    '%00',
    '../../etc/passwd',
    '<script>alert(1)</script>',
    '=cmd|calc!A1',
    '\u202e\ufeff\u200b',
    '가'.repeat(300),
    'x'.repeat(5_000),
    '🏪'.repeat(100),
    '9'.repeat(400),
    '2026-02-30T25:61:61Z',
    '0000-00-00',
    [],
    {},
    [[]],
    { length: -1 },
    { $ne: null },
    { toString: 'x', constructor: 1 },
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
)

/** A value that fits a schema (refinements beyond JSON Schema may still object). */
export function fitting(schema: Schema, ids: Ids): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return fc.oneof(...either.map((part) => fitting(part, ids)))
  if (schema.allOf) {
    const parts = schema.allOf.map((part) => fitting(part, ids))
    return fc.tuple(...parts).map((values) => Object.assign({}, ...values) as unknown)
  }
  if (Array.isArray(schema.type)) {
    const types = schema.type as readonly string[]
    return fc.oneof(...types.map((type) => fitting({ ...schema, type }, ids)))
  }
  switch (schema.type) {
    case 'string':
      return text(schema, ids)
    case 'integer':
    case 'number':
      return number(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return list(schema, ids)
    case 'object':
      return record(schema, ids)
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

function text(schema: Schema, ids: Ids): fc.Arbitrary<unknown> {
  switch (schema.format) {
    case 'uuid':
      return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, fc.uuid({ version: 7 }))
    case 'date-time':
      return fc
        .date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString())
    case 'date':
      return fc
        .date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10))
    case 'email':
      return fc.integer({ min: 0, max: 1e6 }).map((n) => `fuzz-${n}@test.local`)
    case 'uri':
    case 'url':
      return fc.webUrl()
    case undefined:
    default:
      break
  }
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern))
  const minLength = schema.minLength ?? 0
  const maxLength = Math.max(minLength, Math.min(schema.maxLength ?? TEXT_MAX, TEXT_MAX))
  return fc.string({ unit: 'grapheme', minLength, maxLength })
}

function number(schema: Schema): fc.Arbitrary<unknown> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
  const isWhole = schema.type === 'integer'
  const min = minimum ?? (exclusiveMinimum === undefined ? -1_000 : exclusiveMinimum + 1)
  const max = maximum ?? (exclusiveMaximum === undefined ? min + 1e6 : exclusiveMaximum - 1)
  if (!isWhole) return fc.double({ min, max, noNaN: true })
  const safe = (value: number) => Math.max(-(2 ** 53) + 1, Math.min(2 ** 53 - 1, value))
  const most = Math.min(safe(Math.floor(max)), safe(Math.ceil(min)) + 1e6)
  return fc.integer({ min: safe(Math.ceil(min)), max: most })
}

function list(schema: Schema, ids: Ids): fc.Arbitrary<unknown> {
  if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map((part) => fitting(part, ids)))
  const minLength = schema.minItems ?? 0
  const maxLength = Math.max(minLength, Math.min(schema.maxItems ?? ITEMS_MAX, ITEMS_MAX))
  return fc.array(fitting(schema.items ?? {}, ids), { minLength, maxLength })
}

// No pattern of the document says what a number of a Korean mobile phone is.
const phone = fc.integer({ min: 0, max: 99_999_999 }).map((n) => `010${String(n).padStart(8, '0')}`)

function record(schema: Schema, ids: Ids): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length === 0) return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue())
  const parts = Object.fromEntries(
    properties.map(([key, part]) => [key, key === 'phone' ? phone : fitting(part, ids)]),
  )
  return fc.record(parts, { requiredKeys: [...(schema.required ?? [])] })
}

/** A fitting value with one place, somewhere, replaced by something hostile. */
export function nearlyFitting(schema: Schema, ids: Ids): fc.Arbitrary<unknown> {
  return fc
    .tuple(fitting(schema, ids), hostile, fc.infiniteStream(fc.nat({ max: 1_000 })))
    .map(([value, poison, chances]) => poisoned(value, poison, () => Number(chances.next().value)))
}

function poisoned(value: unknown, poison: unknown, chance: () => number): unknown {
  if (value === null || typeof value !== 'object') return poison
  const keys = Object.keys(value)
  const at = keys[chance() % Math.max(1, keys.length)]
  if (at === undefined || chance() % 4 === 0) return poison
  const part = (value as Record<string, unknown>)[at]
  const changed = poisoned(part, poison, chance)
  if (Array.isArray(value))
    return value.map((item: unknown, n) => (n === Number(at) ? changed : item))
  return { ...value, [at]: changed }
}
