/** The words of pages on the open web, in both languages. */

export type Language = 'ko' | 'en'

const ko = {
  openNow: '지금 열려 있어요',
  closedNow: '지금은 닫혀 있어요',
  until: (time: string) => `${time}까지`,
  opensAt: (when: string) => `${when}에 열어요`,
  today: '오늘',
  tomorrow: '내일',
  hours: '영업시간',
  weekdays: ['월요일', '화요일', '수요일', '목요일', '금요일', '토요일', '일요일'],
  allDay: '24시간',
  closed: '쉬어요',
  breakTime: (span: string) => `쉬는 시간 ${span}`,
  holidays: '공휴일',
  specialDays: '특별한 날',
  hoursUnknown: '영업시간은 가게에 물어봐 주세요.',
  address: '찾아오는 길',
  map: '지도에서 보기',
  call: '전화하기',
  coupons: '받을 수 있는 쿠폰',
  couponUntil: (day: string) => `${day}까지`,
  billFrom: (amount: string) => `${amount} 이상 계산할 때`,
  left: (count: string) => `${count}장 남았어요`,
  get: '골목에서 쿠폰 받기',
  follow: '친구 되고 소식 받기',
  menu: '메뉴',
  news: '소식',
  places: '지점',
  branchOf: (name: string) => `${name}의 지점이에요.`,
  home: '골목',
  other: 'English',
  foot: (market: string) => `${market}에서 보여 드려요.`,
  missing: '이 가게를 찾을 수 없어요',
  missingBody: '주소가 바뀌었거나, 가게가 문을 닫았을 수 있어요.',
  missingGo: '동네 둘러보기',
  describe: (name: string, category: string, address: string) =>
    `${name} · ${category} · ${address}. 영업시간과 쿠폰, 소식을 볼 수 있어요.`,
  won: (amount: string) => `${amount}원`,
} as const

type Words = {
  readonly [Key in keyof typeof ko]: (typeof ko)[Key] extends string
    ? string
    : (typeof ko)[Key] extends readonly string[]
      ? readonly string[]
      : (typeof ko)[Key]
}

const en: Words = {
  openNow: 'Open now',
  closedNow: 'Closed now',
  until: (time) => `until ${time}`,
  opensAt: (when) => `Opens ${when}`,
  today: 'today',
  tomorrow: 'tomorrow',
  hours: 'Opening hours',
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  allDay: '24 hours',
  closed: 'Closed',
  breakTime: (span) => `Break ${span}`,
  holidays: 'Public holidays',
  specialDays: 'Special days',
  hoursUnknown: 'Ask the shop for its opening hours.',
  address: 'How to get there',
  map: 'See it on a map',
  call: 'Call',
  coupons: 'Coupons to get',
  couponUntil: (day) => `until ${day}`,
  billFrom: (amount) => `from a bill of ${amount}`,
  left: (count) => `${count} left`,
  get: 'Get coupons in Golmok',
  follow: 'Become a friend and get its news',
  menu: 'Menu',
  news: 'News',
  places: 'Places',
  branchOf: (name) => `A place of ${name}.`,
  home: 'Golmok',
  other: '한국어',
  foot: (market) => `Shown by ${market}.`,
  missing: 'There is no such shop',
  missingBody: 'The address may have changed, or the shop may have closed.',
  missingGo: 'Look around the neighbourhood',
  describe: (name, category, address) =>
    `${name}: ${category} at ${address}. Opening hours, coupons and news.`,
  won: (amount) => `₩${amount}`,
}

export const wordsIn = (language: Language): Words => (language === 'ko' ? ko : en)

const numbers = new Intl.NumberFormat('en-US')
export const amountIn = (minor: number, language: Language): string =>
  wordsIn(language).won(numbers.format(minor))
export const countIn = (count: number): string => numbers.format(count)

/** `9:00`, `24:00`; past midnight the clock begins anew. */
export function clockOf(minute: number): string {
  const inDay = minute > 1_440 ? minute - 1_440 : minute
  return `${Math.floor(inDay / 60)}:${String(inDay % 60).padStart(2, '0')}`
}

const days: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  ko: new Intl.DateTimeFormat('ko-KR', { timeZone: 'UTC', month: 'long', day: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', day: 'numeric' }),
}
/** A calendar day (`YYYY-MM-DD`) in words, without the year. */
export const dayIn = (day: string, language: Language): string =>
  days[language].format(new Date(`${day}T00:00:00Z`))
