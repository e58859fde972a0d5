/** What the tables of the market say of whom, and what becomes of it. */
import { kept, nobody, people, type PersonMap } from '../../platform/person-map.ts'

const because = kept('Who answered for the market, and when, is told as long as it stands')

export const marketPersonMap: PersonMap = {
  'market.opening': people(['opened_by'], { erased: because }),
  'market.details': people(['set_by'], { erased: because }),
  'market.standing': nobody('Whether the market serves an address that others reach.'),
}
