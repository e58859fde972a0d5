/** Words of the owner's first screen. */
import { counted } from '../figures.ts'

export const merchantToday = {
  both: ({ visits, ours }: { visits: number; ours: number }) =>
    `${counted(visits)} visits today, ${counted(ours)} of them thanks to Golmok.`,
  visitsOnly: (visits: number) => `${counted(visits)} visits today.`,
  nobody: 'Quiet so far. Your first customer will show up here at once.',
  live: 'Live',
  asOf: (time: string) => `As of ${time}`,
  pictureLabel: ({ ours, visits }: { ours: number; visits: number }) =>
    `${counted(ours)} of ${counted(visits)} visits today came from campaigns.`,
  pictureOurs: 'Brought by Golmok',
  pictureOthers: 'Came by themselves',
  pictureScale: (people: number) => `One dot stands for ${counted(people)} people`,
  numbers: 'Today in figures',
  redemptions: 'Coupons used',
  redemptionsValue: (count: number) => `${counted(count)}`,
  sales: 'Sales with coupons',
  discount: 'Taken off',
  checkIns: 'Visits',
  checkInsValue: (count: number) => counted(count),
  people: (count: number) => counted(count),
  waiting: 'Waiting for you',
  nothingWaits: 'Nothing is waiting. Have a good day.',
  waitFirstTitle: 'Shall we make your first campaign?',
  waitFirstBody: 'It sends a coupon to people who pass your shop. Five questions, that is all.',
  waitFirstAction: 'Make a campaign',
  waitDraftTitle: (name: string) => `“${name}” is ready to start`,
  waitPausedTitle: (name: string) => `“${name}” is paused`,
  waitEndsTitle: ({ name, when }: { name: string; when: string }) => `“${name}” ends on ${when}`,
  until: (day: string) => `until ${day}`,
  running: 'Running campaigns',
  toCounter: 'Open the counter',
}
