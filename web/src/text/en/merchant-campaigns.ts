/** Words of the campaigns: the list and the page of one that runs. */
import { counted } from '../figures.ts'

const headsText = (low: number, high: number) =>
  low === high ? `about ${counted(low)}` : `${counted(low)} to ${counted(high)}`

type Result = { readonly sent: number; readonly visited: number; readonly redeemed: number }

export const merchantCampaigns = {
  title: 'Campaigns',
  create: 'New campaign',
  emptyTitle: 'No campaigns yet',
  emptyBody:
    'Send a coupon to people who pass by, and learn in numbers whether more of them came. It takes five minutes.',
  emptyAction: 'Make the first campaign',
  listLabel: 'Campaigns',
  stateDraft: 'Not started',
  stateRunning: 'Running',
  statePaused: 'Paused',
  stateEnded: 'Over',
  result: ({ sent, visited, redeemed }: Result) =>
    `${counted(sent)} got it, ${counted(visited)} came, ${counted(redeemed)} used it`,
  untilDay: (day: string) => `until ${day}`,
  notFoundTitle: 'We cannot find this campaign',
  notFoundBody: 'It belongs to another shop, or the address is wrong.',
  toList: 'To the campaigns',

  start: 'Start',
  pause: 'Pause',
  resume: 'Resume',
  end: 'End it',
  started: 'The campaign is running',
  paused: 'The campaign is paused. Coupons already sent stay good.',
  ended: 'The campaign will end. Coupons already sent stay good until their day.',
  endsSoon: (seconds: number) => `Ends in ${seconds} s`,

  saysNothing: 'It has only just begun. As soon as somebody fits, you will see it here.',
  saysDraft: 'This campaign has not started yet.',
  saysSent: (sent: number) => `Sent to ${counted(sent)} people; nobody has come yet.`,
  saysUsed: ({ sent, redeemed }: { sent: number; redeemed: number }) =>
    `Sent to ${counted(sent)} people; ${counted(redeemed)} used the coupon.`,
  saysVisited: ({ sent, visited }: { sent: number; visited: number }) =>
    `Sent to ${counted(sent)} people; ${counted(visited)} came.`,
  saysRedeemed: ({
    sent,
    visited,
    redeemed,
  }: {
    sent: number
    visited: number
    redeemed: number
  }) =>
    `Sent to ${counted(sent)} people; ${counted(visited)} came, and ${counted(redeemed)} used the coupon.`,

  funnel: 'What happened next',
  funnelEligible: 'Matched',
  funnelSent: 'Got it',
  funnelSeen: 'Opened it',
  funnelVisited: 'Came by',
  funnelRedeemed: 'Used the coupon',
  funnelShare: (share: string) => `${share} continued`,
  people: (count: number) => `${counted(count)}`,

  times: (count: number) => `${counted(count)} times`,

  lift: 'Did it really bring more people?',
  liftMore: ({ of, low, high }: { of: number; low: number; high: number }) =>
    `Yes. Of every ${counted(of)} we wrote to, ${headsText(low, high)} more came.`,
  liftMoreExtra: ({ low, high }: { low: string; high: string }) =>
    `About ${low} to ${high} customers would not have come otherwise.`,
  liftLess: ({ of, low, high }: { of: number; low: number; high: number }) =>
    `It did harm. Of every ${counted(of)} we wrote to, ${headsText(low, high)} fewer came. Try other words, or another time.`,
  liftUnknown: (count: number) =>
    `We do not know yet. It takes about ${counted(count)} more people.`,
  liftUnknownLong: 'We do not know yet. The difference is small, so it takes more time.',
  liftUnknownNobody: 'Nobody to compare with yet. A few more people, and we can tell you.',
  liftWithheld:
    'Fewer than five people were left out to compare with. Comparing would give away whether one of them came, so it is not shown.',
  withheld: 'These figures are not shown',
  withheldUntil: 'From five people on, you will see them.',
  withheldSays:
    'So far, fewer than five people met your conditions and got this. Figures would give away where and when one of them was.',
  withheldRow: 'So far, too few people got it to show figures',
  liftHow: (percent: number) =>
    `Of those who matched, ${percent}% were left out on purpose. Comparing the two tells how many would have come anyway.`,
  liftHowNone:
    'Everybody was written to, so there is nobody to compare with. Leave out 10% next time.',
  liftTreated: ({ visited, people, share }: { visited: number; people: number; share: string }) =>
    `${counted(visited)} of ${counted(people)} we wrote to came (${share})`,
  liftControl: ({ visited, people, share }: { visited: number; people: number; share: string }) =>
    `${counted(visited)} of ${counted(people)} left out came (${share})`,
  liftLabel: ({ difference, low, high }: { difference: string; low: string; high: string }) =>
    `Difference in visits ${difference}, 95% range ${low} to ${high}`,
  liftZero: 'No difference',
  liftPoints: (points: string) => `${points} percentage points`,
  liftTick: (points: string) => `${points} pp`,

  money: 'In money',
  sales: 'Sales with coupons',
  cost: 'Taken off',
  perVisit: (amount: string) => `Each extra customer cost about ${amount}`,

  refused: 'Why some got nothing',
  refusedEmpty: 'Nobody has been left out so far.',
  decisions: 'One by one',
  decisionsHint: 'Whether each person got it, and if not, why.',
  decisionsEmpty: 'Nobody has matched yet.',
  outcomeSent: 'Sent',
  outcomeControl: 'Left out to compare',
  outcomeRefused: 'Not sent',
  outcomePostponed: 'Sent in the morning',

  what: 'What and when',
  whatTrigger: 'When',
  whatAudience: 'To whom',
  whatPeriod: 'How long',
  whatLimit: 'How many',
  whatMessage: 'The message',
  limitCoupons: (count: number) => `up to ${counted(count)} coupons`,
  updatedAt: (time: string) => `Refreshed at ${time}`,
  table: 'As a table',
  tableSent: 'Written to',
  tableControl: 'Left out',
  tablePeople: 'People',
  tableVisited: 'Visits',
  tableRedeemed: 'Coupons used',
  tableSales: 'Sales',
}
