/** Words where each phone number counts once: for those who are asked for theirs, and for owners. */

export const number = {
  title: 'Please verify your phone number',
  body: 'To be fair to everybody, each number counts once. You will not be asked again.',
  kept: 'Once for each phone number. We keep only a scrambled form of it, and delete that when this ends, not before, even if you delete your account.',
  phone: 'Phone number',
  phoneHint: '010-1234-5678',
  sendCode: 'Send me a code',
  sendAgain: 'Send another code',
  sent: 'The code is on its way. It works for five minutes.',
  code: 'Six-digit code from the text message',
  check: 'Verify my number',
  proven: 'Your number is verified.',
  merge: 'Merge the two accounts',
  used: {
    game: 'This number has played today',
    event: 'This number has taken part already',
    daily: 'This number has taken part today',
    survey: 'This number has answered already',
  },
  usedBody: 'It was used from another account. Each number counts once.',
  tomorrow: 'You can try again tomorrow.',
}

export const numberSetting = {
  label: 'Once for each phone number',
  hint: 'Only people with a verified number take part, so nobody wins again and again with more accounts.',
  off: 'No number is asked for. One person can take part many times with many e-mail accounts.',
}
