/** Words of the page that a guardian opens. */
import type { guardian as ko } from '../ko/guardian.ts'

export const guardian: typeof ko = {
  title: 'Guardian consent',
  asks: (child) => `${child} named you as their guardian.`,
  allows: (child) => `What you allow for ${child}.`,
  what: 'Golmok helps people find shops nearby and get coupons. Your child pays nothing. Please decide one by one: whatever you leave unticked stays off.',
  protectedNote: 'Because the child is eight or younger, your answer counts for the child.',
  childDecides: 'What you allow starts only when the child turns it on.',
  account: 'Account',
  accountYes: 'Yes, I am the legal guardian and I agree',
  purposes: {
    location: 'Location',
    marketing: 'Advertising (in the app)',
    'marketing/email': 'Advertising (by e-mail)',
    'marketing/sms': 'Advertising (by text message)',
    'marketing/kakao': 'Advertising (by KakaoTalk)',
    'marketing/line': 'Advertising (by LINE)',
  },
  moreWays: 'If you allow this, you can choose other ways such as e-mail one by one.',
  check: 'Confirm it is you',
  checkBody: (address) => `We will send a six-digit code to ${address}, where you got the link.`,
  sendCode: 'Send me a code',
  sendAgain: 'Send another code',
  sent: 'Sent. Please enter it within 5 minutes.',
  code: 'Six-digit code',
  codeMissing: 'The code has six digits.',
  yes: 'Agree to what I chose',
  change: 'Save changes',
  no: 'Do not agree',
  accountMissing: 'To agree, please tick the box under Account first.',
  withdraw: 'Withdraw everything',
  withdrawNote: 'Everything the child agreed to ends, and any stored location is erased.',
  doneYes: 'Thank you, your consent is recorded',
  doneYesBody:
    'A confirmation is on its way to you. Keep the link: you can change or withdraw it there at any time.',
  doneNo: 'All right',
  doneNoBody: 'Location and advertising stay off, and your number is deleted.',
  doneWithdrawn: 'Consent withdrawn',
  doneWithdrawnBody:
    'Everything the child agreed to has ended, and any stored location is being erased.',
  home: 'Look around',
  gone: 'This link no longer works',
  goneBody:
    'You may have answered already, five days may have passed, or the child sent a newer link.',
}
