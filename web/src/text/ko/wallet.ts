/** 지갑과 쿠폰 화면의 말. */

export const wallet = {
  title: '지갑',
  points: '내 포인트',
  pointsLead: '가게에서 쿠폰을 쓰면 쌓여요.',
  statement: '포인트 내역',
  ready: '쓸 수 있는 쿠폰',
  endingSoon: '곧 끝나요',
  past: '지난 쿠폰',
  showPast: (count: number) => `지난 쿠폰 ${count}장 보기`,
  hidePast: '지난 쿠폰 접기',
  empty: {
    title: '아직 쿠폰이 없어요',
    body: '동네에서 쿠폰을 받으면 여기에 모여요.',
    go: '동네 둘러보기',
  },
  signIn: {
    title: '지갑은 로그인하면 열려요',
    body: '받은 쿠폰과 포인트를 어느 기기에서나 볼 수 있어요.',
  },
  noMoves: '아직 쌓이거나 쓴 포인트가 없어요.',
  because: {
    redemption: '쿠폰 사용 적립',
    reversal: '되돌림',
    other: '포인트 변동',
  },
}

export const coupon = {
  title: '쿠폰',
  showThis: '계산할 때 이 화면을 보여 주세요',
  typed: '코드가 안 찍히면 불러 주세요',
  nextIn: (seconds: number) => `${seconds}초 뒤 새 코드로 바뀌어요`,
  codeFailed: '지금은 새 코드를 만들지 못했어요. 인터넷이 이어지면 바로 나와요.',
  paused: '가게가 잠시 쉬는 쿠폰이에요. 다시 열리면 쓸 수 있어요.',
  notYet: (when: string) => `${when}부터 쓸 수 있어요.`,
  expired: '기한이 지난 쿠폰이에요.',
  cancelled: '가게가 거둬들인 쿠폰이에요.',
  redeemed: '이미 쓴 쿠폰이에요.',
  redeemedAt: (when: string) => `${when}에 썼어요.`,
  where: '쓸 수 있는 곳',
  everywhere: (merchant: string) => `${merchant} 모든 지점`,
  why: '왜 나에게 왔나요?',
  until: (when: string) => `${when}까지`,
  done: {
    title: '잘 쓰셨어요!',
    saved: (amount: string) => `${amount} 아꼈어요`,
    points: (amount: string) => `${amount}이 쌓였어요`,
    thanks: (merchant: string) => `${merchant}에 와 주셔서 고마워요.`,
    close: '지갑으로',
  },
  gone: '이 쿠폰은 여기에 없어요',
}
