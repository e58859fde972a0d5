/** 받은함과 메시지 화면의 말. */

export const inbox = {
  title: '받은함',
  list: '받은 소식',
  unread: '안 읽음',
  times: (title: string, count: number) => `${title} · 이날 ${count}건`,
  hasCoupon: '쿠폰이 들어 있어요',
  empty: {
    title: '아직 받은 소식이 없어요',
    body: '가게 앞을 지나면 쿠폰이 여기로 와요. 광고와 위치에 동의한 분께만 보내요.',
    consents: '동의 살펴보기',
  },
  signIn: {
    title: '받은함은 로그인하면 열려요',
    body: '지나가는 길에 받은 쿠폰과 소식이 여기에 모여요.',
  },
  message: {
    title: '소식',
    takeCoupon: '쿠폰 받기',
    seeCoupon: '쿠폰 보기',
    seePlace: '가게 보기',
    seeEvent: '이벤트 보기',
    why: '왜 나에게 왔나요?',
    block: '이 가게 소식 그만 받기',
    stop: '그만 받기',
    blocked: '이 가게 소식은 이제 오지 않아요.',
    isBlocked: '이 가게 소식은 받지 않고 있어요.',
    unblock: '다시 받기',
    unblocked: '이 가게 소식을 다시 받아요.',
    free: '수신거부에는 돈이 들지 않아요.',
    sender: (who: string) => `보낸 곳: ${who}`,
    gone: '이 소식은 여기에 없어요',
  },
}
