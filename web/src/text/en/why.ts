/** Words of the screen "why me": the reasons of a decision, for people. */
import type { why as korean } from '../ko/why.ts'
import type { Words } from '../words.ts'

type Figures = Readonly<Record<string, string | number | boolean | null>>
const figure = (figures: Figures, name: string) => String(figures[name] ?? '')
const clock = (minute: unknown) => {
  const at = Number(minute)
  return `${String(Math.floor(at / 60) % 24).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
}

export const why: Words<typeof korean> = {
  title: 'Why did I get this?',
  lead: 'The shop’s conditions and your consents, checked one by one.',
  sent: 'All conditions were met, so it was sent.',
  postponed: 'All conditions were met, but it was during quiet hours, so it was sent later.',
  refused: 'One condition was not met, so nothing was sent.',
  control: 'To measure the effect, nothing was sent to you: you are in the comparison group.',
  from: (merchant: string, when: string) => `${merchant} · ${when}`,
  steps: 'What we checked',
  yes: 'met',
  no: 'not met',
  more: 'Show the shop’s conditions too',
  less: 'Hide the shop’s conditions',
  settings: 'Change my consents',
  unknown: 'A condition the shop set',
  gone: 'Reasons are shown only for messages that came to you',
  rules: {
    trigger: (f: Figures) =>
      f['kind'] === 'visited' || f['kind'] === 'left-without-purchase'
        ? 'You visited the shop.'
        : f['kind'] === 'dwelled'
          ? 'You stayed close to the shop for a while.'
          : 'You passed close to the shop.',
    running: () => 'The shop’s campaign was running.',
    'in-window': () => 'It was within the time of the campaign.',
    hours: (f: Figures) =>
      f['fromMinute'] === null || f['fromMinute'] === undefined
        ? 'The campaign runs at any hour.'
        : `It was within the hours of the shop (${clock(f['fromMinute'])}–${clock(f['untilMinute'])}).`,
    weekday: () => 'It was a day the shop had chosen.',
    fresh: () => 'It had only just happened.',
    'location-consent': (_: Figures, ok: boolean) =>
      ok ? 'You allow your location to be used.' : 'You do not allow your location to be used.',
    'marketing-consent': (_: Figures, ok: boolean) =>
      ok ? 'You want to receive offers.' : 'You do not want to receive offers.',
    'not-bought': (_: Figures, ok: boolean) =>
      ok ? 'You bought nothing there since your visit.' : 'You bought there in the meantime.',
    'favourite-near': () => 'A favourite shop of yours was near.',
    favourite: (_: Figures, ok: boolean) =>
      ok ? 'This shop is a favourite of yours.' : 'This shop is not a favourite of yours.',
    viewed: () => 'You looked at the page of this shop lately.',
    'visited-at-least': (f: Figures) => `You have been here ${figure(f, 'visits')} times.`,
    'visited-at-most': (f: Figures) => `You have been here ${figure(f, 'visits')} times so far.`,
    'first-visit': (_: Figures, ok: boolean) =>
      ok ? 'This shop is new to you.' : 'You have been to this shop before.',
    'not-redeemed': () => 'You have not used a coupon of this shop lately.',
    'new-within': () => 'You joined not long ago.',
    retrigger: (_: Figures, ok: boolean) =>
      ok ? 'Enough time has passed since the last one.' : 'You got the same one not long ago.',
    'person-cap': (f: Figures) =>
      `The shop sends at most ${figure(f, 'times')} within ${figure(f, 'days')} days to one person.`,
    'offer-open': () => 'The coupon was open.',
    'budget-coupons': (f: Figures) => `${figure(f, 'left')} coupons were left.`,
    'budget-discount': () => 'It was within the budget of the shop.',
    'best-of-shop': (_: Figures, ok: boolean) =>
      ok
        ? 'Of all the shop could send, this was the best match.'
        : 'Another message of the shop came first.',
    gate: (f: Figures, ok: boolean) =>
      !ok
        ? 'Daily limits, quiet hours or a block kept it back.'
        : f['until']
          ? 'It was during quiet hours, so it waited until morning.'
          : 'It was outside quiet hours and within the daily limit.',
    'control-group': (f: Figures, ok: boolean) =>
      ok
        ? `To measure the effect, ${figure(f, 'percent')}% get nothing; you are not among them.`
        : `To measure the effect, ${figure(f, 'percent')}% get nothing; you are among them.`,
    coupon: (_: Figures, ok: boolean) =>
      ok ? 'A coupon was given.' : 'No more coupons could be given.',
  },
}
