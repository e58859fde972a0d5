/** What kinds of shops there are: a short list that people understand, in Korean and English. */

export type Category = {
  readonly id: string
  readonly ko: string
  readonly en: string
}

/** In the order in which screens show them. Ids are public and never change their meaning. */
export const categories = [
  { id: 'cafe', ko: '카페', en: 'Café' },
  { id: 'bakery', ko: '빵집', en: 'Bakery' },
  { id: 'dessert', ko: '디저트', en: 'Dessert' },
  { id: 'restaurant', ko: '음식점', en: 'Restaurant' },
  { id: 'snack', ko: '분식', en: 'Snacks' },
  { id: 'bar', ko: '술집', en: 'Bar' },
  { id: 'pharmacy', ko: '약국', en: 'Pharmacy' },
  { id: 'convenience', ko: '편의점', en: 'Convenience store' },
  { id: 'grocery', ko: '식료품', en: 'Grocery' },
  { id: 'beauty', ko: '미용', en: 'Beauty' },
  { id: 'fashion', ko: '옷·신발', en: 'Fashion' },
  { id: 'books', ko: '책방', en: 'Bookshop' },
  { id: 'flowers', ko: '꽃집', en: 'Flowers' },
  { id: 'gifts', ko: '소품·선물', en: 'Gifts' },
  { id: 'culture', ko: '문화·전시', en: 'Culture' },
  { id: 'sports', ko: '운동', en: 'Sports' },
  { id: 'health', ko: '병원', en: 'Health' },
  { id: 'pets', ko: '반려동물', en: 'Pets' },
  { id: 'repair', ko: '수리', en: 'Repair' },
  { id: 'lodging', ko: '숙소', en: 'Lodging' },
  { id: 'learning', ko: '공방·학원', en: 'Workshop' },
  { id: 'other', ko: '기타', en: 'Other' },
] as const satisfies readonly Category[]

export type CategoryId = (typeof categories)[number]['id']

export const categoryIds: readonly CategoryId[] = categories.map(({ id }) => id)

/** Reads a category from outside; null when it is not one of the list (PL9). */
export function parseCategory(text: string): CategoryId | null {
  return categoryIds.find((id) => id === text) ?? null
}
