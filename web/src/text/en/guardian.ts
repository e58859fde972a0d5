/** Words of the page that a guardian opens. */
import type { guardian as ko } from '../ko/guardian.ts'

export const guardian: typeof ko = {
  title: 'Consent of a guardian',
  asks: (child) => `${child} names you as guardian.`,
  allows: (child) => `What you allow ${child}.`,
  what: 'Golmok helps to find shops nearby and to get coupons. Your child pays nothing here. Please decide one by one; what you do not choose stays off.',
  protectedNote: 'As the child is eight or younger, your answer stands for that of the child.',
  childDecides: 'What you allow begins only when the child switches it on.',
  account: 'The account',
  accountYes: 'Yes, I am the legal guardian and agree',
  purposes: {
    location: 'Location',
    marketing: 'Advertising (in the app)',
    'marketing/email': 'Advertising (by e-mail)',
    'marketing/sms': 'Advertising (by text message)',
    'marketing/kakao': 'Advertising (by KakaoTalk)',
    'marketing/line': 'Advertising (by LINE)',
  },
  needsMarketing: 'Allow advertising in the app first.',
  check: 'Is it you?',
  checkBody: (address) => `We send six digits to ${address}, where the link went.`,
  sendCode: 'Send me a code',
  sendAgain: 'Send another code',
  sent: 'Sent. Please enter it within 5 minutes.',
  code: 'Code of six digits',
  codeMissing: 'The code has six digits.',
  yes: 'Agree to what I chose',
  change: 'Change to what I chose',
  no: 'Do not agree',
  accountMissing: 'To agree, please tick the account first.',
  withdraw: 'Withdraw everything',
  withdrawNote:
    'Then all that the child agreed to ends, and what is left of its location is erased.',
  doneYes: 'We noted that you agreed',
  doneYesBody:
    'A confirmation is on its way to you. Keep the link: you can change or withdraw it there at any time.',
  doneNo: 'All right',
  doneNoBody: 'Location and advertising stay off, and your number is deleted.',
  doneWithdrawn: 'The consent is withdrawn',
  doneWithdrawnBody:
    'All that the child agreed to has ended, and what is left of its location is being erased.',
  gone: 'This link is over',
  goneBody: 'It was answered, five days have passed, or the child sent a newer one.',
}
