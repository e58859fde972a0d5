/** Words of the screen with the children somebody answers for. */
import type { wards as ko } from '../ko/wards.ts'

export const wards: typeof ko = {
  title: 'Children I answer for',
  detail: 'See what you allowed and when, and take it back',
  lead: 'What you agreed to as their guardian. It ends by itself once they are old enough to agree themselves.',
  child: (name) => name,
  since: (day) => `Agreed on ${day}`,
  allowed: 'Allowed',
  account: 'Having an account',
  accountAlone: 'Location and advertising are all off.',
  takeBack: 'Take all of it back',
  takeBackOf: (name) => `Take all of it back for ${name}`,
  ask: (name) => `Take back what you agreed to for ${name}?`,
  askBody:
    'All they agreed to ends, and what is left of their location is erased at once. To allow it again, they have to ask you anew.',
  keep: 'Keep it',
  takenBack: 'Taken back.',
  none: 'You answer for no child here',
  noneBody: 'When a child asks you by the number or address of this account, it shows here.',
}
