/** Words of the screen that asks how old somebody is. */
import type { age as ko } from '../ko/age.ts'

export const age: typeof ko = {
  title: 'How old are you?',
  lead: (years) =>
    `You need to be ${years} or older to agree to location or advertising. If you are younger, you decide together with your guardian.`,
  question: (years) => `Are you ${years} or older?`,
  yes: (years) => `I am ${years} or older`,
  no: (years) => `I am younger than ${years}`,
  nothingMore: 'If you are old enough we keep only that, and do not ask for your birthday.',
  birthday: 'When is your birthday?',
  birthdayHint: 'Only so we know when you can agree by yourself. It is deleted on that day.',
  birthdayMissing: 'Please give the year, month and day.',
  send: 'Continue',
  back: 'Back',
  ofAge: {
    title: 'Thank you',
    body: 'You can agree, and withdraw, by yourself.',
  },
  guardianTitle: 'Guardian',
  child: {
    title: 'Your guardian has to agree',
    body: 'Until your guardian agrees, we do not use your location or send advertising, and games with prizes are closed. You can look around and collect coupons right away.',
    until: (day) => `From ${day} you decide by yourself.`,
  },
  ask: {
    title: 'Ask your guardian',
    address: 'Phone number or e-mail address of your guardian',
    hint: 'We send a link to your parent or guardian. We use the number only for that, and delete it if there is no answer within five days.',
    missing: 'Please give the number or e-mail address of your guardian.',
    send: 'Send to my guardian',
    again: 'Send again',
  },
  waiting: {
    title: 'Waiting for your guardian',
    body: (day) =>
      `If there is no answer by ${day}, we delete the number. You can ask again after that.`,
  },
  allowed: {
    title: 'Your guardian agreed',
    some: 'You can turn what they allowed on and off under Consents.',
    none: 'You can use your account. Location and advertising stay off.',
    toConsents: 'Choose what to agree to',
  },
  goOn: 'Continue',
  later: 'Not now',
  signIn: {
    title: 'Please sign in',
    body: 'We need to know whose age it is, so please sign in first.',
  },
  notice: {
    unsaid: 'You have not told us your age yet, so you cannot agree to location or advertising.',
    child: 'You can turn on what your guardian agreed to.',
    say: 'Tell my age',
    see: 'See what my guardian allows',
  },
}
