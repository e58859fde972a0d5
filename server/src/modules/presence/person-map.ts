/** What the tables of presence say of whom, and what becomes of it. */
import { gone, people, type PersonMap } from '../../platform/person-map.ts'

export const presencePersonMap: PersonMap = {
  'presence.zone_stay': people(['person_id'], {
    erased: gone,
    withoutLocation: gone,
    // What it was for is told when it ends; nothing is that late that it would still change it.
    located: { at: 'left_at', isServed: true },
  }),
  'presence.visit': people(['person_id'], {
    erased: gone,
    withoutLocation: gone,
    located: { at: 'started_at' },
  }),
  // How far a person's signals have been judged. The row stays with a withdrawal: its version is what
  // keeps two processes from writing at once (PR16), and it says no place; its times are put to now.
  'presence.person': people(['person_id'], { erased: gone }),
}
