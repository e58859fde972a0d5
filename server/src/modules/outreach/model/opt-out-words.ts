/** The words of the page behind a way out of advertising. */
import type { Locale } from '../../people/model.ts'

const ko = {
  home: '골목',
  other: 'English',
  foot: (market: string) => `${market}에서 보여 드려요. 수신거부에는 돈이 들지 않아요.`,
  whose: (name: string) => `받는 분: ${name}`,
  someShop: (market: string) => `${market}의 가게`,
  ask: (name: string) => `${name}의 광고를 그만 받을까요?`,
  body: (name: string) =>
    `아래를 누르면 앱, 이메일, 문자, 카카오톡, 라인으로 오는 ${name}의 광고가 모두 바로 멈춰요. 이미 보내는 중인 것도 오지 않아요.`,
  stays:
    '돈이 들지 않고 로그인하지 않아도 돼요. 쿠폰 사용이나 적립처럼 내가 한 일의 안내는 계속 와요.',
  stop: '이 가게 광고 그만 받기',
  stopAll: '모든 가게 광고 그만 받기',
  done: (name: string) => `${name}의 광고를 멈췄어요`,
  doneBody:
    '앱, 이메일, 문자, 카카오톡, 라인 어디로도 오지 않아요. 마음이 바뀌면 로그인하고 다시 받을 수 있어요.',
  toBlocks: '다시 받기',
  others: '다른 가게의 광고는요?',
  othersBody: '다른 가게의 광고는 그대로 와요. 한 번에 모두 멈출 수도 있어요.',
  doneAll: '모든 가게의 광고를 멈췄어요',
  doneAllBody:
    '앱, 이메일, 문자, 카카오톡, 라인 어디로도 광고가 오지 않아요. 마음이 바뀌면 로그인하고 다시 동의할 수 있어요.',
  nothing: '받고 있는 광고가 없어요',
  since: (when: string) => `${when}에 멈췄어요.`,
  toConsents: '동의 살펴보기',
  unknown: '이 주소로는 멈출 수 없어요',
  unknownBody:
    '주소가 잘렸을 수 있어요. 메시지에 있는 주소를 끝까지 그대로 열어 주세요. 탈퇴한 계정이라면 더 오는 광고가 없어요. 로그인하고 ‘나 › 동의’에서도 멈출 수 있어요.',
  notNow: '지금은 멈추지 못했어요',
  notNowBody: '아직 아무것도 바뀌지 않았어요. 잠시 뒤에 메시지의 주소를 다시 열어 주세요.',
}

const en: typeof ko = {
  home: 'Golmok',
  other: '한국어',
  foot: (market) => `Shown by ${market}. Stopping advertisements is free.`,
  whose: (name) => `Sent to: ${name}`,
  someShop: (market) => `a shop of ${market}`,
  ask: (name) => `Stop advertisements from ${name}?`,
  body: (name) =>
    `One press stops all advertisements from ${name} at once: in the app, by e-mail, text message, KakaoTalk and LINE. What is on its way does not come either.`,
  stays:
    'It is free and needs no sign-in. You still hear about what you do yourself, such as coupons used and points earned.',
  stop: 'Stop ads from this shop',
  stopAll: 'Stop ads from all shops',
  done: (name) => `Advertisements from ${name} have stopped`,
  doneBody:
    'None in the app, by e-mail, text message, KakaoTalk or LINE. If you change your mind, sign in and receive them again.',
  toBlocks: 'Receive them again',
  others: 'And other shops?',
  othersBody: 'Their advertisements still come. You can stop all of them at once.',
  doneAll: 'Advertisements from all shops have stopped',
  doneAllBody:
    'None in the app, by e-mail, text message, KakaoTalk or LINE. If you change your mind, sign in and agree again.',
  nothing: 'You receive no advertisements',
  since: (when) => `Stopped on ${when}.`,
  toConsents: 'See my consents',
  unknown: 'This link cannot stop anything',
  unknownBody:
    'It may have been cut off. Open the link of the message whole, to its very end. If you closed your account, nothing comes any more. You can also stop advertisements signed in, under Me › Consents.',
  notNow: 'We could not stop them just now',
  notNowBody: 'Nothing has changed yet. Please open the link of the message again in a moment.',
}

export const optOutWords: Readonly<Record<Locale, typeof ko>> = { ko, en }
