/** Whether two plain values say the same: for shapes that went through a database and back. Pure. */

type Plain = string | number | boolean | null | undefined | readonly Plain[] | PlainObject
type PlainObject = { readonly [key: string]: Plain }

/** Equal in all fields, whatever their order. A field that is undefined is one that is not there. */
export function isSame(one: unknown, two: unknown): boolean {
  return textOf(one as Plain) === textOf(two as Plain)
}

function textOf(value: Plain): string {
  return JSON.stringify(value, (_key, it: Plain) => {
    const isObject = typeof it === 'object' && it !== null && !Array.isArray(it)
    if (!isObject) return it
    const fields = Object.entries(it as PlainObject)
    return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}
