/** The wordings in force. Older ones stay in the database, beside the consents given to them. */

/** What people agree to with the market: for all its shops. */
export const wordings = [
  {
    purpose: 'location',
    version: 2,
    ko:
      '위치로 가까운 가게와 쿠폰을 찾아 드려요. 어느 가게 앞을 지나고 들렀는지만 길어도 1년 남기고, 지나온 길은 저장하지 않아요. ' +
      '누가 왜 위치를 썼는지는 언제든 볼 수 있고, 잠시 멈추거나 쓰임마다 따로 끌 수 있어요. ' +
      '동의를 거두면 남은 위치는 바로 지워요. 만 14세가 안 되면 보호자의 동의가 필요해요.',
    en:
      'We use your location to find shops and coupons near you. We keep which shops you passed and visited, ' +
      'for a year at most, and not the way you went. You can always see who used your location and why, ' +
      'pause it, or switch single uses off. When you withdraw, what is left of it is erased at once. ' +
      'If you are under 14, your guardian has to agree.',
  },
  {
    purpose: 'marketing',
    version: 2,
    ko:
      '가게가 보내는 광고와 쿠폰을 앱에서 받아요. 하루 몇 통까지만 오고, 밤 9시부터 아침 8시까지는 오지 않아요. ' +
      '메시지마다 있는 무료 수신거부로 언제든 그만 받을 수 있어요. 만 14세가 안 되면 보호자의 동의가 필요해요.',
    en:
      'You receive advertisements and coupons from shops in the app: a few a day at most, and none between ' +
      '9 pm and 8 am. Every message has a free way to stop them. If you are under 14, your guardian has to agree.',
  },
  {
    purpose: 'night-marketing',
    version: 1,
    ko: '밤 9시부터 아침 8시 사이에도 광고와 쿠폰을 받아요. 광고 수신에 동의한 분만 고를 수 있어요.',
    en: 'You also receive advertisements and coupons between 9 pm and 8 am. This needs the consent to marketing.',
  },
  {
    purpose: 'marketing/email',
    version: 1,
    ko: '가게의 광고와 쿠폰을 이메일로도 받아요. 이메일은 밤에도 올 수 있고, 메일마다 무료 수신거부가 있어요.',
    en: 'You also receive advertisements and coupons by e-mail, which may come at night. Every mail has a free way to stop them.',
  },
  {
    purpose: 'marketing/sms',
    version: 1,
    ko: '가게의 광고와 쿠폰을 문자로도 받아요. 밤 9시부터 아침 8시까지는 오지 않고, 문자마다 무료 수신거부가 있어요.',
    en: 'You also receive advertisements and coupons by text message, none between 9 pm and 8 am. Every text has a free way to stop them.',
  },
  {
    purpose: 'night-marketing/sms',
    version: 1,
    ko: '밤 9시부터 아침 8시 사이에도 광고 문자를 받아요.',
    en: 'You also receive such text messages between 9 pm and 8 am.',
  },
  {
    purpose: 'marketing/kakao',
    version: 1,
    ko: '가게의 광고와 쿠폰을 카카오톡으로도 받아요. 밤에는 오지 않고, 메시지마다 무료 수신거부가 있어요.',
    en: 'You also receive advertisements and coupons by KakaoTalk, none at night. Every message has a free way to stop them.',
  },
  {
    purpose: 'night-marketing/kakao',
    version: 1,
    ko: '밤에도 카카오톡으로 광고와 쿠폰을 받아요. 카카오톡이 광고를 보내지 않는 시간(저녁 8시 50분부터 아침 8시)에는 오지 않아요.',
    en: 'You also receive them by KakaoTalk at night, but not while KakaoTalk itself holds advertisements back (8:50 pm to 8 am).',
  },
  {
    purpose: 'marketing/line',
    version: 1,
    ko: '가게의 광고와 쿠폰을 라인으로도 받아요. 밤에는 오지 않고, 메시지마다 무료 수신거부가 있어요.',
    en: 'You also receive advertisements and coupons by LINE, none at night. Every message has a free way to stop them.',
  },
  {
    purpose: 'night-marketing/line',
    version: 1,
    ko: '밤 9시부터 아침 8시 사이에도 라인으로 광고와 쿠폰을 받아요.',
    en: 'You also receive them by LINE between 9 pm and 8 am.',
  },
] as const

const byDay = (ko: string, en: string) => ({
  ko: `이 가게의 소식과 쿠폰(광고)을 ${ko} 받아요. 밤 9시부터 아침 8시까지는 오지 않고, 언제든 무료로 그만 받을 수 있어요.`,
  en: `You receive news and coupons (advertisements) of this shop ${en}, none between 9 pm and 8 am. You can stop them for free at any time.`,
})
const byNight = (ko: string, en: string) => ({
  ko: `이 가게의 소식과 쿠폰(광고)을 밤 9시부터 아침 8시 사이에도 ${ko} 받아요.`,
  en: `You receive news and coupons (advertisements) of this shop ${en} between 9 pm and 8 am, too.`,
})

/** What people agree to with one shop, whatever they agree to with the market. */
export const merchantWordings = [
  { purpose: 'marketing', version: 1, ...byDay('앱에서', 'in the app') },
  { purpose: 'night-marketing', version: 1, ...byNight('앱에서', 'in the app') },
  {
    purpose: 'marketing/email',
    version: 1,
    ko: '이 가게의 소식과 쿠폰(광고)을 이메일로 받아요. 밤에도 올 수 있고, 언제든 무료로 그만 받을 수 있어요.',
    en: 'You receive news and coupons (advertisements) of this shop by e-mail, which may come at night. You can stop them for free at any time.',
  },
  { purpose: 'marketing/sms', version: 1, ...byDay('문자로', 'by text message') },
  { purpose: 'night-marketing/sms', version: 1, ...byNight('문자로', 'by text message') },
  { purpose: 'marketing/kakao', version: 1, ...byDay('카카오톡으로', 'by KakaoTalk') },
  { purpose: 'night-marketing/kakao', version: 1, ...byNight('카카오톡으로', 'by KakaoTalk') },
  { purpose: 'marketing/line', version: 1, ...byDay('라인으로', 'by LINE') },
  { purpose: 'night-marketing/line', version: 1, ...byNight('라인으로', 'by LINE') },
] as const
