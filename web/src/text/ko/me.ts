/** ‘나’와 그 아래 화면들의 말. */

export const me = {
  title: '나',
  hello: (name: string) => `${name}님`,
  signIn: {
    title: '아직 로그인하지 않으셨어요',
    body: '로그인하면 쿠폰을 모으고, 단골 가게의 소식을 받을 수 있어요.',
  },
  name: '이름',
  saveName: '이름 바꾸기',
  saved: '바꿨어요.',
  contact: '연락처',
  things: '내 것',
  favourites: '단골 가게',
  blocks: '받지 않는 가게',
  blocksDetail: '막아 둔 가게를 다시 풀 수 있어요',
  consents: '동의',
  consentsDetail: '무엇에 동의했는지 보고 바꿔요',
  location: '내 위치를 본 곳',
  locationDetail: '누가, 언제, 왜 위치를 썼는지',
  waysIn: '로그인 방법',
  waysInDetail: '전화번호, 이메일, 패스키, 연결한 계정',
  sessions: '로그인한 기기',
  sessionsDetail: '다른 기기에서 로그아웃할 수 있어요',
  shop: '가게 화면으로',
  shopDetail: '주인과 직원이 쓰는 화면이에요',
  newShop: '내 가게 열기',
  newShopDetail: '가게를 등록하고 첫 쿠폰을 만들어요',
  operator: '시장 화면으로',
  settings: '설정',
  language: '언어',
  languages: { ko: '한국어', en: 'English' },
  dark: '화면 밝기',
  darks: { auto: '기기대로', light: '밝게', dark: '어둡게' },
  push: '알림',
  pushDetail: '앱을 닫아도 새 소식을 알려 드려요',
  pushStates: {
    unsupported: '이 브라우저는 알림을 지원하지 않아요.',
    denied: '브라우저 설정에서 알림이 막혀 있어요.',
    failed: '지금은 알림을 켜지 못했어요. 잠시 뒤에 다시 시도해 주세요.',
  },
  signOut: '로그아웃',
  signedOut: '로그아웃했어요.',
}

export const consents = {
  title: '동의',
  lead: '하나씩 따로 정해요. 언제든 바꿀 수 있고, 바꾸면 바로 적용돼요.',
  purposes: {
    location: '위치로 가까운 쿠폰 받기',
    marketing: '가게의 광고와 쿠폰 받기',
    'night-marketing': '밤에도 받기',
    'marketing/email': '이메일로 받기',
    'marketing/sms': '문자로 받기',
    'night-marketing/sms': '밤에도 문자로 받기',
    'marketing/kakao': '카카오톡으로 받기',
    'night-marketing/kakao': '밤에도 카카오톡으로 받기',
    'marketing/line': '라인으로 받기',
    'night-marketing/line': '밤에도 라인으로 받기',
  },
  since: (when: string) => `${when}에 동의했어요`,
  withdrawn: (when: string) => `${when}에 거뒀어요`,
  never: '아직 동의하지 않았어요',
  needsMarketing: '먼저 ‘가게의 광고와 쿠폰 받기’에 동의해 주세요.',
  on: '동의했어요. 고마워요.',
  off: '동의를 거뒀어요.',
  offLocation: '동의를 거뒀어요. 남은 위치는 바로 지워요.',
}

export const location = {
  title: '내 위치를 본 곳',
  lead: '위치를 쓸 때마다 여기에 남겨요. 가게는 지나온 길을 볼 수 없어요.',
  market: '골목',
  shop: '가게',
  purposes: {
    zone: '가까운 가게를 찾으려고',
    visit: '방문을 알아보려고',
    'check-in': '계산대에서 방문을 확인하려고',
    campaign: '쿠폰을 보낼지 정하려고',
    report: '방문 수를 세려고',
    offer: '혜택을 쓸 수 있는지 보려고',
  },
  times: (count: number) => `${count}번`,
  empty: {
    title: '아무도 위치를 보지 않았어요',
    body: '위치를 쓰면 여기에 바로 나타나요.',
    consents: '동의 살펴보기',
  },
}

export const sessions = {
  title: '로그인한 기기',
  here: '지금 이 기기',
  last: (when: string) => `마지막 사용 ${when}`,
  since: (when: string) => `로그인 ${when}`,
  unknown: '알 수 없는 기기',
  out: '로그아웃',
  everywhere: '모든 기기에서 로그아웃',
  everywhereNote: '이 기기도 로그아웃돼요. 휴대폰을 잃어버렸을 때 눌러 주세요.',
  done: '모든 기기에서 로그아웃했어요.',
  doneOne: '그 기기에서 로그아웃했어요.',
}

export const favourites = {
  title: '단골 가게',
  places: '단골로 담은 가게',
  merchants: '모든 지점을 담은 가게',
  remove: (name: string) => `${name} 단골에서 빼기`,
  removed: '단골에서 뺐어요.',
  empty: {
    title: '아직 단골 가게가 없어요',
    body: '가게 화면에서 단골로 담으면, 가까이 지날 때 쿠폰을 받을 수 있어요.',
    go: '동네 둘러보기',
  },
}

export const blocks = {
  title: '받지 않는 가게',
  lead: '이 가게들의 광고와 쿠폰은 오지 않아요.',
  shop: '이름을 모르는 가게',
  since: (when: string) => `${when}부터`,
  unblock: '다시 받기',
  unblockOf: (name: string) => `${name}의 소식 다시 받기`,
  unblocked: (name: string) => `이제 ${name}의 소식을 받아요.`,
  empty: {
    title: '막아 둔 가게가 없어요',
    body: '받고 싶지 않은 가게가 생기면, 그 가게의 소식을 열어 ‘이 가게 소식 그만 받기’를 눌러 주세요.',
    go: '받은함 보기',
  },
}
