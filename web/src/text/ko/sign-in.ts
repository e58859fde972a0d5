/** 로그인, 가게 태그, 수신거부 화면의 말. */

export const signIn = {
  title: '어서 오세요',
  lead: '골목에 들어오려면 로그인해 주세요.',
  demo: '둘러보기로 바로 들어가기',
  demoNote: '시험용 시장이에요. 아무 이름으로나 들어가 볼 수 있어요.',
  roles: {
    shopper: '손님',
    owner: '사장님',
    staff: '직원',
    operator: '운영자',
  },
  ways: { email: '이메일', phone: '전화번호' },
  waysLabel: '로그인 방법',
  email: '이메일',
  password: '비밀번호',
  passwordHint: '8자 이상',
  showPassword: '비밀번호 보기',
  name: '이름',
  nameHint: '가게에서 부르는 이름이에요.',
  phone: '전화번호',
  phoneHint: '010-1234-5678',
  code: '문자로 받은 인증번호 여섯 자리',
  enter: '로그인',
  join: '가입하기',
  toJoin: '처음이에요, 가입할게요',
  toEnter: '이미 가입했어요',
  sendCode: '인증번호 받기',
  sendAgain: '인증번호 다시 받기',
  codeSent: '문자를 보냈어요. 5분 안에 적어 주세요.',
  phoneNew: '처음이면 이 번호로 바로 가입돼요.',
  welcome: (name: string) => `${name}님, 반가워요.`,
  wrong: {
    email: '이메일 주소를 적어 주세요.',
    password: '비밀번호는 8자 이상이에요.',
    anyPassword: '비밀번호를 적어 주세요.',
    name: '이름을 적어 주세요.',
    phone: '전화번호를 적어 주세요.',
    code: '인증번호는 숫자 여섯 자리예요.',
  },
}

export const tag = {
  title: '가게에 오셨네요',
  signIn: {
    title: '로그인하면 방문이 남아요',
    body: '들르신 가게를 기억해 두고, 단골에게 주는 쿠폰을 받을 수 있어요.',
  },
  checkIn: '방문 남기기',
  what: '지금 이 가게에 들렀다는 것만 남겨요.',
  done: '방문을 남겼어요',
  doneBody: (name: string) => `${name}에 와 주셔서 고마워요.`,
  seePlace: '가게 보기',
  needsConsent: '방문을 남기려면 위치 동의가 필요해요.',
  toConsents: '동의 살펴보기',
  toNearby: '동네 둘러보기',
  unknown: '이 태그는 골목에 없어요',
  unknownBody: '가게에 붙은 태그를 다시 찍어 주세요. 계속 안 되면 가게에 알려 주세요.',
  failed: '방문을 남기지 못했어요',
}

export const optOut = {
  title: '광고 그만 받기',
  ask: (name: string) => `${name}의 광고를 그만 받을까요?`,
  body: '한 번 누르면 바로 멈춰요. 돈이 들지 않고, 로그인하지 않아도 돼요.',
  stop: '이 가게 광고 그만 받기',
  stopAll: '모든 가게 광고 그만 받기',
  done: '이제 오지 않아요',
  doneBody: (name: string) =>
    `${name}의 광고를 멈췄어요. 마음이 바뀌면 ‘나’에서 다시 받을 수 있어요.`,
  doneAll: '모든 가게의 광고를 멈췄어요.',
  market: '골목의 가게',
  toConsents: '동의 살펴보기',
  unknown: '이 주소로는 멈출 수 없어요',
  unknownBody:
    '메시지에 있는 주소를 그대로 열어 주세요. 로그인하고 ‘나 › 동의’에서도 멈출 수 있어요.',
}
