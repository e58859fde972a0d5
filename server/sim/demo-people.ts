/** Neighbours of the demo town: made-up people with a name and a number that is nobody's. */
import type { Id } from '../src/kernel/id.ts'
import { createPerson } from '../src/modules/people/service.ts'
import type { Work } from '../src/platform/work.ts'
import { agree, demoId, type bothPurposes } from './demo-town.ts'

const givenNames = [
  '서연',
  '민준',
  '지우',
  '하준',
  '수아',
  '도윤',
  '지호',
  '윤서',
  '은우',
  '하윤',
  '시우',
  '채원',
]
const familyNames = ['김', '이', '박', '최', '정', '강', '조', '윤']

/** The id of a neighbour. */
export const neighbourId = (n: number): Id<'person'> => demoId('person', `neighbour ${n}`)

/** Somebody who lives here and agrees to these purposes of the market. */
export async function addNeighbour(
  work: Work,
  n: number,
  purposes: readonly (typeof bothPurposes)[number][],
): Promise<Id<'person'>> {
  const family = familyNames[n % familyNames.length] ?? ''
  const name = `${family}${givenNames[(n * 5) % givenNames.length] ?? ''}`
  const id = neighbourId(n)
  // Numbers that begin with 010-0000 are given to nobody.
  const phone = `+82100000${String(n).padStart(4, '0')}`
  const person = { id, name, email: null, phone, passwordHash: null, locale: 'ko' } as const
  await createPerson(work, { ...person, isOfAge: true })
  await agree(work, id, purposes)
  return id
}
