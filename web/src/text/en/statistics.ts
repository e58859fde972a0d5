/** Words of the statistics of friends and news. */
import type { statistics as ko } from '../ko/statistics.ts'

const friendly = (count: string) => (count === '1' ? '1 friend' : `${count} friends`)

export const statistics: typeof ko = {
  title: 'Statistics',
  detail: 'Friends and broadcasts, day by day',
  range: 'Which days?',
  ranges: { '7': '7 days', '30': '30 days', '90': '90 days', own: 'Choose' },
  from: 'First day',
  until: 'Last day',
  badRange: 'Please choose a first and a last day, up to 400 days apart.',
  people: (count) => (count === '1' ? '1 person' : `${count} people`),
  says: (friends, more) => `${friendly(friends)}, ${more} more than before.`,
  saysLess: (friends, less) => `${friendly(friends)}, ${less} fewer than before.`,
  saysSame: (friends) => `${friendly(friends)}, as many as before.`,
  extra: ({ people, low, high }) =>
    `Your broadcasts brought in about ${people} more people: at least ${low}, at most ${high}.`,
  extraUnknown:
    'It is too early to tell whether your broadcasts brought in more people. A few more will show.',
  glance: 'At a glance',
  glanceHint: 'Daily counts, added up. Whoever got two broadcasts counts twice.',
  parts: 'Broadcasts and campaigns',
  partsHint: 'The figures above hold both. Of a campaign, each message counts.',
  part: 'By',
  byBroadcasts: 'Broadcasts',
  byCampaigns: 'Campaigns',
  campaigns: 'By campaign',
  campaignTo: (sent) => `Campaign · to ${sent}`,
  untitledCampaign: 'Deleted campaign',
  csvCampaigns: 'By campaign (CSV)',
  chart: 'Day by day',
  chartOf: 'Which figure?',
  figures: {
    friends: 'Friends',
    followed: 'New friends',
    left: 'Left',
    blocked: 'Blocked',
    muted: 'Muted',
    sent: 'Reached',
    seen: 'Opened',
    clicked: 'Clicked',
    visited: 'Visited',
    redeemed: 'Coupons used',
    extra: 'Extra visits',
  },
  chartLabel: (what) => `${what} day by day`,
  nothing: 'Nothing in this period.',
  table: 'As a table',
  day: 'Day',
  messages: 'By broadcast',
  messagesHint: (days) =>
    `Broadcasts sent in this period. Visits within ${days} days of receiving one are counted.`,
  messageOn: (day, sent) => `${day} · to ${sent}`,
  messageDid: (seen, visited, redeemed) =>
    `${seen} opened it, ${visited} visited, ${redeemed} used a coupon`,
  messageFew: (day) => `${day} · to fewer than five people`,
  messageWithheld: 'Figures are not shown',
  messagesWithheld:
    'Where fewer than five people got a broadcast, because you chose them or the others had had enough news, it is left out of all figures above too, so that they do not give away what one person did.',
  messagesMore: 'Only the latest 400 are listed. The daily figures include all of them.',
  noMessages: 'No broadcasts in this period.',
  untitled: 'Deleted broadcast',
  download: (what) => `Download ${what}`,
  csvDays: 'By day (CSV)',
  csvMessages: 'By broadcast (CSV)',
  privacy: 'Numbers only. Nobody can see who it was.',
}
