/** 함께 일하는 사람, 초대, 한 일 기록의 말. */

/** 무엇에 대한 일인지, 주소에서 알아봐요. 앞의 것이 먼저예요. */
const things: readonly (readonly [RegExp, string])[] = [
  [/staff-invitations/, '초대'],
  [/\/staff/, '함께 일하는 사람'],
  [/api-keys/, '포스 열쇠'],
  [/campaigns/, '캠페인'],
  [/broadcasts|mailings|channel/, '가게 소식통'],
  [/talk/, '토크'],
  [/posts/, '글'],
  [/surveys/, '설문'],
  [/games/, '게임'],
  [/code-batches|vouchers/, '쿠폰 번호'],
  [/redemptions/, '쿠폰 사용'],
  [/bills|purchases/, '계산'],
  [/spendings/, '포인트 쓰기'],
  [/gift-cards/, '선물 카드'],
  [/check-ins/, '방문 확인'],
  [/members/, '손님 이름표'],
  [/programme|stamp-cards/, '적립 규칙'],
  [/offers|offer-policy/, '혜택'],
  [/devices/, 'QR과 비콘'],
  [/zones/, '손님을 알아보는 범위'],
  [/transfers|accounts|holds/, '장부'],
  [/pictures/, '사진'],
  [/places/, '지점'],
  [/merchants/, '가게 정보'],
]
const deeds: Readonly<Record<string, string>> = {
  POST: '새로 했어요',
  PUT: '바꿨어요',
  PATCH: '고쳤어요',
  DELETE: '없앴어요',
}

export const staff = {
  role: '맡는 일',
  roles: { owner: '사장님', manager: '점장', staff: '직원', till: '포스', operator: '운영자' },
  roleHints: {
    owner: '모든 것을 다뤄요. 사람과 열쇠도요.',
    manager: '혜택과 캠페인, 지점 정보를 다뤄요. 사람과 열쇠는 다루지 않아요.',
    staff: '카운터와 오늘 화면을 써요.',
  },
  branches: '맡길 지점',
  branchesHint: '고르지 않으면 모든 지점이에요.',
  address: '전화번호나 이메일 (선택)',
  addressHint: '적으면 그분에게 보내고, 그분만 받을 수 있어요.',
  invite: '초대 만들기',
  made: '초대를 만들었어요',
  sent: '초대를 보냈어요',
  madeHint: '이 링크는 일주일 동안 한 번만 쓸 수 있어요. 지금 한 번만 보여요.',
  link: '초대 링크',
  copy: '링크 복사하기',
  copied: '복사했어요',
  waiting: '답을 기다려요',
  byLink: '링크 초대',
  takeBack: '거두기',
  takenBack: '초대를 거뒀어요.',

  join: '초대',
  joinTitle: (shop: string) => `${shop}에서 함께 일하자고 해요`,
  as: (role: string) => `맡는 일: ${role}`,
  allPlaces: '모든 지점',
  isFor: {
    phone: '초대받은 전화번호로 로그인해야 받을 수 있어요.',
    email: '초대받은 이메일로 로그인해야 받을 수 있어요.',
  },
  accept: '함께하기',
  joined: '이제 함께 일해요. 반가워요.',
  signIn: '로그인하면 함께할 수 있어요',
  signInBody: '골목이 처음이어도 전화번호로 바로 들어올 수 있어요.',
  home: '동네 둘러보기',
  gone: '이 초대는 이제 쓸 수 없어요',
  goneBody: '이미 받았거나, 거뒀거나, 일주일이 지났어요. 가게에 다시 보내 달라고 해 주세요.',

  actions: '한 일 기록',
  actionsHint: '누가 언제 무엇을 했는지',
  actionsLead: '가게를 위해 한 일이 빠짐없이 남아요. 아무도 고치거나 지울 수 없어요.',
  who: '누가',
  everybody: '모두',
  till: '포스',
  formerly: '지금은 함께하지 않는 분',
  noActions: '아직 아무 일도 없었어요',
  did: (operation: string) => {
    const [method = ''] = operation.split(' ')
    const thing = things.find(([pattern]) => pattern.test(operation))?.[1] ?? operation
    return `${thing} · ${deeds[method] ?? method}`
  },
}
