/** The columns of a CSV, matched to what a place needs. Pure. */

export const placeColumns = [
  'externalId',
  'name',
  'address',
  'lng',
  'lat',
  'category',
  'phone',
  'merchant',
] as const
export type PlaceColumn = (typeof placeColumns)[number]
/** The header that fills a column; null leaves it out. */
export type ColumnMap = Readonly<Record<PlaceColumn, string | null>>

const guesses: Readonly<Record<PlaceColumn, readonly string[]>> = {
  externalId: ['id', 'externalid', 'external_id', 'store_number', 'storenumber', 'code', '번호'],
  name: ['name', 'store_name', 'title', '이름', '상호', '매장명'],
  address: ['address', 'full_address', 'street_address', '주소'],
  lng: ['lng', 'lon', 'long', 'longitude', 'x', '경도'],
  lat: ['lat', 'latitude', 'y', '위도'],
  category: ['category', 'kind', '종류', '업종'],
  phone: ['phone', 'tel', 'phone_number', '전화', '전화번호'],
  merchant: ['merchant', 'brand', 'company', '브랜드'],
}

/** The headers that most likely fill each column. */
export function guessColumns(headers: readonly string[]): ColumnMap {
  const plain = (header: string) => header.trim().toLowerCase()
  const find = (column: PlaceColumn) =>
    headers.find((header) => guesses[column].includes(plain(header))) ?? null
  return Object.fromEntries(placeColumns.map((column) => [column, find(column)])) as ColumnMap
}

export type PlaceRow = { readonly line: number } & Readonly<Partial<Record<PlaceColumn, string>>>

/** Rows for the server; `line` counts as an editor does, the header being line 1. */
export function placeRows(
  [headers = [], ...rows]: readonly (readonly string[])[],
  columns: ColumnMap,
): readonly PlaceRow[] {
  const at = placeColumns.flatMap((column) => {
    const header = columns[column]
    const index = header === null ? -1 : headers.indexOf(header)
    return index === -1 ? [] : [[column, index] as const]
  })
  return rows.map((cells, index) => ({
    line: index + 2,
    ...Object.fromEntries(at.map(([column, cell]) => [column, cells[cell] ?? ''])),
  }))
}
