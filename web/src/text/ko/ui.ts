/** 여러 화면이 함께 쓰는 말. */

export const ui = {
  saved: '저장했어요',
  notSaved: '저장하지 못했어요',
  appName: '골목',
  tabs: { nearby: '동네', inbox: '받은함', wallet: '지갑', me: '나' },
  tabsLabel: '주요 메뉴',
  skip: '본문으로 가기',
  back: '뒤로',
  close: '닫기',
  again: '다시 해 볼게요',
  undo: '되돌리기',
  later: '나중에',
  yes: '좋아요',
  signIn: '로그인하기',
  loading: '불러오고 있어요',
  lastSeen: '마지막으로 본 내용이에요. 인터넷이 이어지면 새로 가져올게요.',
  unread: (count: number) => `새 소식 ${count}개`,
  broken: {
    title: '지금은 가져오지 못했어요',
    offline: '인터넷이 끊긴 것 같아요. 이어지면 다시 시도해 주세요.',
    server: '저희 쪽에 문제가 있어요. 잠시 뒤에 다시 시도해 주세요.',
    screen: '이 화면을 그리지 못했어요. 다시 열면 대부분 괜찮아져요.',
  },
  missing: { title: '여기엔 아무것도 없어요', body: '주소가 바뀌었거나 사라진 화면이에요.' },
  home: '동네로 가기',
}
