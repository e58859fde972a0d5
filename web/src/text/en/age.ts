/** Words of the screen that asks how old somebody is. */
import type { age as ko } from '../ko/age.ts'

export const age: typeof ko = {
  title: 'How old are you?',
  lead: (years) =>
    `To agree to location or advertising you have to be ${years} or older. If you are younger, you decide together with your guardian.`,
  question: (years) => `Are you ${years} or older?`,
  yes: (years) => `I am ${years} or older`,
  no: (years) => `I am younger than ${years}`,
  nothingMore: 'We only keep that you are old enough. We do not ask for your birthday.',
  birthday: 'When is your birthday?',
  birthdayHint: 'Only to know from when on you can agree by yourself. It is deleted on that day.',
  birthdayMissing: 'Please give the year, month and day.',
  send: 'Tell my birthday',
  back: 'Choose again',
  saidYoung: 'Thank you. Now it is your guardian’s turn.',
  ofAge: {
    title: 'Thank you',
    body: 'You can agree, and take it back, by yourself.',
  },
  child: {
    title: 'Your guardian has to agree',
    body: 'Before your guardian agrees, we do not use your location, send no advertising, and there are no games for prizes. You can look around and take coupons already.',
    until: (day) => `From ${day} on you decide by yourself.`,
  },
  ask: {
    title: 'Ask your guardian',
    address: 'Phone number or e-mail address of your guardian',
    hint: 'We send a link to your parent or guardian. The number is for that alone, and is deleted after five days without an answer.',
    missing: 'Please give the number or e-mail address of your guardian.',
    send: 'Send to my guardian',
    again: 'Send again',
  },
  waiting: {
    title: 'Waiting for your guardian',
    body: (day) =>
      `Without an answer by ${day} we delete the number. You can ask again after that.`,
  },
  allowed: {
    title: 'Your guardian agreed',
    some: 'Switch on and off what your guardian allows on the screen of consents.',
    none: 'You may use the account. Location and advertising stay off.',
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
    child: 'You can switch on what your guardian agreed to.',
    say: 'Tell my age',
    see: 'See what my guardian allows',
  },
}
