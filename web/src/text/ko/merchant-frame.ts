/** Words around every screen of the owner: tabs, the menu, the four states. */

export const merchantFrame = {
  today: '오늘',
  campaigns: '캠페인',
  offers: '혜택',
  counter: '카운터',
  customers: '손님',
  settings: '가게',
  tabs: '가게 메뉴',
  switchShop: '다른 가게 보기',
  newShop: '가게 하나 더 열기',
  toTown: '동네 화면으로',
  chooseTitle: '어느 가게를 볼까요?',
  roleOwner: '사장님',
  roleStaff: '직원',
  noShopTitle: '아직 가게가 없어요',
  noShopBody:
    '가게를 열면 근처를 지나는 분께 쿠폰을 보내고, 얼마나 다녀가셨는지 볼 수 있어요. 3분이면 돼요.',
  noShopAction: '가게 열기',
  notYoursTitle: '이 가게를 볼 수 없어요',
  notYoursBody:
    '사장님이 직원으로 초대해 주셔야 볼 수 있어요. 다른 계정으로 들어오신 건 아닌지도 확인해 주세요.',
  ownerOnlyTitle: '사장님만 볼 수 있는 화면이에요',
  ownerOnlyBody: '카운터와 오늘 화면은 그대로 쓰실 수 있어요.',
  save: '저장하기',
  undo: '되돌리기',
  next: '다음',
  back: '이전',
  more: '더 보기',
  place: '지점',
  placeAsk:
    '이 기기는 어느 지점에서 쓰나요? 한 번 고르면 기억하고, 나중에 화면 위에서 바꿀 수 있어요.',
  links: '카운터에서 하는 다른 일',
  toCounter: '카운터',
  toTill: '계산대',
  toBills: '지난 계산',
  toGifts: '선물 카드',
}
