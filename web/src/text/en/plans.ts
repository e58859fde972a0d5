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
    'Posts, talk, your homepage, event pages, surveys and statistics are part of every plan, without limit.',
  steps: 'With many friends',
  stepsHint: 'One price for all broadcasts of a month. Tax comes on top.',
  friendsFrom: (count) => `From ${count} friends`,
  stepsFree: (count) => `Nothing below ${count} friends.`,
  stepSays: (one, most, all) => `One for ${one} · ${most} for ${all}`,
  invoices: 'Invoices',
  invoicesEmpty: 'No invoices yet',
  invoicesEmptyBody: 'After a month with something to pay, its invoice shows here on the 2nd.',
  month: (year, month) =>
    `${new Date(Date.UTC(year, month - 1)).toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' })} ${year}`,
  total: (amount) => `${amount} in all`,
  vat: 'Value added tax',
  planLine: (name, days, ofDays) =>
    days === ofDays ? `${name}, one month` : `${name}, ${days} of ${ofDays} days`,
  stepLine: (broadcasts, friends) =>
    `${friends} friends, ${broadcasts} ${broadcasts === 1 ? 'broadcast' : 'broadcasts'}`,
  wayLine: (way, pieces, price) =>
    `${way}: ${pieces} ${pieces === '1' ? 'message' : 'messages'} at ${price}`,
  wayLineBack: (way, pieces, price) =>
    `${way}: ${pieces} ${pieces === '1' ? 'message' : 'messages'} given back at ${price}`,
  ways: 'Sent beyond the inbox',
  waysHint:
    'Only what got through goes on your next invoice. What did not get through costs nothing; if that is known later, the invoice after it takes it off.',
  print: 'Print',
  invoice: 'invoice',
  paperNote: (number, day) => `Invoice no. ${number} · ${day}`,
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
  terms: 'What sending beyond the inbox costs',
  termsHint:
    'The price of advertising by e-mail, text and so on. Only what got through goes on the invoice of the shop. What is queued already goes at the earlier price.',
  termFree: 'Free',
  termPrice: (price) => `${price} each`,
  termMax: (count) => `up to ${count} a month`,
  termClosed: 'Closed to shops',
  termNotSetUp: 'Not connected in this town yet',
  termPriceLabel: 'Price of each message (without tax)',
  termMaxLabel: 'Messages a shop may send in a month',
  termOpenLabel: 'Shops may choose it',
  termOpenHint: 'When off, broadcasts that chose it before do not go this way either.',
  termSave: 'Let this hold from now on',
  termSaved: (way) => `The terms of ${way} are changed.`,
  termHistory: 'What was changed',
  termSetBy: (name) => `set by ${name}`,
  operatorInvoices: 'Invoices of all shops',
  creditReason: 'Why it is taken back',
  creditSave: 'Issue a credit note',
  creditDone: 'The invoice is taken back.',
}
