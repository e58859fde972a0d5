/** Public holidays of Korea, 2024 to 2030: what the law names, and the days given instead. */
import { dayAfter, type Day } from '../../../kernel/time.ts'

type Origin = {
  readonly day: Day
  readonly name: string
  /** Which overlaps earn a substitute day; null where the law gives none. */
  readonly substitute: 'sunday' | 'weekend' | null
}

const YEARS = [2024, 2025, 2026, 2027, 2028, 2029, 2030] as const

// Labour Day and Constitution Day are public holidays again since 2026 (Public Holidays Act, amended
// in February and April 2026).
const fixed = [
  { date: '01-01', name: '신정', substitute: null, since: 2024 },
  { date: '03-01', name: '삼일절', substitute: 'weekend', since: 2024 },
  { date: '05-01', name: '노동절', substitute: 'weekend', since: 2026 },
  { date: '05-05', name: '어린이날', substitute: 'weekend', since: 2024 },
  { date: '06-06', name: '현충일', substitute: null, since: 2024 },
  { date: '07-17', name: '제헌절', substitute: 'weekend', since: 2026 },
  { date: '08-15', name: '광복절', substitute: 'weekend', since: 2024 },
  { date: '10-03', name: '개천절', substitute: 'weekend', since: 2024 },
  { date: '10-09', name: '한글날', substitute: 'weekend', since: 2024 },
  { date: '12-25', name: '성탄절', substitute: 'weekend', since: 2024 },
] as const

// The first day of the first lunar month, the 8th of the 4th, the 15th of the 8th. A test compares them
// with the `dangi` calendar of ICU.
const lunar: Readonly<Record<(typeof YEARS)[number], readonly [Day, Day, Day]>> = {
  2024: ['2024-02-10', '2024-05-15', '2024-09-17'],
  2025: ['2025-01-29', '2025-05-05', '2025-10-06'],
  2026: ['2026-02-17', '2026-05-24', '2026-09-25'],
  2027: ['2027-02-07', '2027-05-13', '2027-09-15'],
  2028: ['2028-01-27', '2028-05-02', '2028-10-03'],
  2029: ['2029-02-13', '2029-05-20', '2029-09-22'],
  2030: ['2030-02-03', '2030-05-09', '2030-09-12'],
}

// Elections at the end of a term (Public Official Election Act, article 34), and days that the government
// named once. Later ones enter here when they are named.
const once: readonly (readonly [Day, string])[] = [
  ['2024-04-10', '국회의원 선거일'],
  ['2024-10-01', '국군의 날'],
  ['2025-01-27', '임시공휴일'],
  ['2025-06-03', '대통령 선거일'],
  ['2026-06-03', '지방선거일'],
  ['2028-04-12', '국회의원 선거일'],
  ['2030-03-27', '대통령 선거일'],
  ['2030-06-12', '지방선거일'],
]

/** Every public holiday of Korea with its name; a substitute day bears the name it stands for. */
export const koreanHolidays: ReadonlyMap<Day, string> = new Map(YEARS.flatMap(holidaysOf))

/** Whether the calendar reaches a day. */
export function knowsHolidays(day: Day): boolean {
  return YEARS.some((year) => day.startsWith(`${year}-`))
}

/** Whether a day is a public holiday of Korea. Days outside 2024 to 2030 are not known, and answer no. */
export function isKoreanHoliday(day: Day): boolean {
  return koreanHolidays.has(day)
}

/**
 * The holidays of a year, after the Enforcement Decree on public holidays (관공서의 공휴일에 관한 규정),
 * articles 2 and 3: one that falls on a Sunday (also on a Saturday, where the law says so) or on another
 * holiday is given again on the first day after it that is neither a holiday nor on a weekend.
 */
function holidaysOf(year: (typeof YEARS)[number]): readonly (readonly [Day, string])[] {
  const named = originsOf(year)
  const taken = new Map<Day, string>()
  for (const { day, name } of named) if (!taken.has(day)) taken.set(day, name)
  const owed = named.filter(
    (origin, at) =>
      falls(origin) ||
      (origin.substitute !== null && named.findIndex(({ day }) => day === origin.day) < at),
  )
  // One day is owed for each holiday lost, in the order of the calendar.
  for (const { day, name } of owed) {
    let instead = dayAfter(day, 1)
    while (taken.has(instead) || weekdayOf(instead) > 5) instead = dayAfter(instead, 1)
    taken.set(instead, `대체공휴일(${name})`)
  }
  return [...taken].toSorted(([one], [other]) => one.localeCompare(other))
}

function originsOf(year: (typeof YEARS)[number]): readonly Origin[] {
  const [newYear, buddha, harvest] = lunar[year]
  const threeDays = (day: Day, name: string) =>
    [-1, 0, 1].map((days): Origin => ({
      day: dayAfter(day, days),
      name: days === 0 ? name : `${name} 연휴`,
      substitute: 'sunday',
    }))
  return [
    ...fixed
      .filter(({ since }) => year >= since)
      .map(({ date, name, substitute }): Origin => ({ day: `${year}-${date}`, name, substitute })),
    ...threeDays(newYear, '설날'),
    { day: buddha, name: '부처님오신날', substitute: 'weekend' } as const,
    ...threeDays(harvest, '추석'),
    ...once
      .filter(([day]) => day.startsWith(`${year}`))
      .map(([day, name]): Origin => ({ day, name, substitute: null })),
  ].toSorted((one, other) => one.day.localeCompare(other.day))
}

function falls({ day, substitute }: Origin): boolean {
  if (substitute === null) return false
  return weekdayOf(day) === 7 || (substitute === 'weekend' && weekdayOf(day) === 6)
}

/** 1 (Monday) to 7 (Sunday). */
function weekdayOf(day: Day): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}
