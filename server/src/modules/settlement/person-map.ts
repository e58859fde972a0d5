/** What the tables of settlement say of whom, and what becomes of it. */
import { nobody, type PersonMap } from '../../platform/person-map.ts'

export const settlementPersonMap: PersonMap = {
  'settlement.fee': nobody('What the market takes for a use.'),
  'settlement.line': nobody('What market and shop owe each other for a use.'),
}
