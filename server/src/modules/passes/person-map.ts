/** What the tables of passes say of whom, and what becomes of it. */
import { gone, people, type PersonMap } from '../../platform/person-map.ts'

export const passesPersonMap: PersonMap = {
  'passes.registration': people([], {
    rows: 'pass_id in (select id from passes.pass where person_id = :id)',
    hidden: ['push_token'],
    erased: gone,
  }),
  'passes.pass': people(['person_id'], { erased: gone }),
}
