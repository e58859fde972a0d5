/** Words of plans and invoices, for shops and for the operator. */
import type { plans as ko } from '../ko/plans.ts'

export const plans: typeof ko = {
  title: 'Plan and invoices',
  detail: 'What you may still send this month, and what it costs',
  saysRoom: (left) => `You can send ${left} more this month.`,
  saysUnlimited: 'You can send as often as you like this month.',
  saysSpent: 'You have sent all that your plan holds this month.',
  units: {
    broadcasts: (count) => `${count} ${count === '1' ? 'broadcast' : 'broadcasts'}`,
    messages: (count) => `${count} ${count === '1' ? 'message' : 'messages'}`,
  },
  cost: (next) => `One more broadcast now adds ${next} (plus tax).`,
  free: 'With as many friends as you have, broadcasts cost nothing besides.',
  present: 'Your plan',
  choose: 'Choose a plan',
  chooseHint:
    'A larger plan starts at once and costs only the days that are left. A smaller one starts next month.',
  monthly: (fee) => `${fee} a month`,
  monthlyFree: 'No monthly fee',
  sends: (count) => `${count} a month`,
  sendsUnlimited: 'As often as you like',
  next: (name, when) => `${name} from ${when} on.`,
  stays: (name) => `Stay with ${name}`,
  take: (name) => `Change to ${name}`,
  chosen: 'Your plan is set.',
  included:
    'Posts, talk, your page, event pages, surveys and statistics are part of every plan, without limit.',
  steps: 'With many friends',
  stepsHint: 'One price for all broadcasts of a month. Tax comes on top.',
  friendsFrom: (count) => `From ${count} friends`,
  stepsFree: (count) => `Nothing below ${count} friends.`,
  stepSays: (one, most, all) => `One for ${one} · ${most} for ${all}`,
  invoices: 'Invoices',
  invoicesEmpty: 'No invoices yet',
  invoicesEmptyBody: 'After a month with something to pay, its invoice shows here on the 2nd.',
  month: (year, month) => `${year}-${String(month).padStart(2, '0')}`,
  total: (amount) => `${amount} in all`,
  vat: 'Value added tax',
  planLine: (name, days, ofDays) =>
    days === ofDays ? `${name}, one month` : `${name}, ${days} of ${ofDays} days`,
  stepLine: (broadcasts, friends) =>
    `${friends} friends, ${broadcasts} ${broadcasts === 1 ? 'broadcast' : 'broadcasts'}`,
  creditNote: 'Credit note',
  credited: (reason) => `Taken back: ${reason}`,

  operatorTab: 'Plans',
  operatorHint:
    'What shops pay to write to their friends. The past stays as it was, and every change is kept.',
  fee: 'Monthly fee, without tax',
  max: 'Broadcasts a month (empty: as many as one likes)',
  offered: 'Shops may choose it',
  save: 'Let this hold from now on',
  saved: 'The plan is changed.',
  operatorInvoices: 'Invoices of all shops',
  creditReason: 'Why it is taken back',
  creditSave: 'Issue a credit note',
  creditDone: 'The invoice is taken back.',
}
