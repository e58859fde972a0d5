/** Words of earning and spending at the counter with a member code. */
import type { merchantMember as ko } from '../ko/merchant-member.ts'

export const merchantMember: typeof ko = {
  mode: 'Points',
  scan: 'Scan member code',
  stop: 'Stop scanning',
  typeLabel: 'Member code',
  typeHint: 'Eleven letters, the first is M',
  typed: 'Look it up',
  bill: 'Type the bill first',
  brings: (points) => `Earns ${points}`,
  nothing: 'This bill earns nothing',
  stamp: (title, has, of) => `${title}: ${has} of ${of} stamps`,
  full: (title) => `${title}: the card is full, and its coupon is on its way`,
  spend: 'Points to spend',
  spendHint: 'If the guest wants to',
  go: 'Note it',
  goSpend: (points) => `Spend ${points} and note it`,
  pays: (amount) => `Take ${amount}`,
  done: 'Noted',
  earned: (points) => `${points} earned.`,
  other: 'Next guest',
  tags: 'Tags of this customer',
  tagsHint: 'Offers can be for tagged customers only. Customers see their tags in the wallet.',
  tagsSaved: 'Tags kept',
}
