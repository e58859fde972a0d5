/** What the tables of presence say of whom, and what becomes of it. */
import { gone, people, type PersonMap } from '../../platform/person-map.ts'

export const presencePersonMap: PersonMap = {
  'presence.zone_stay': people(['person_id'], { erased: gone, withoutLocation: gone }),
  'presence.visit': people(['person_id'], { erased: gone, withoutLocation: gone }),
  // How far a person's signals have been judged. The row stays with a withdrawal: its version is what
  // keeps two processes from writing at once (PR16), and it says no place; its times are put to now.
  'presence.person': people(['person_id'], { erased: gone }),
}
