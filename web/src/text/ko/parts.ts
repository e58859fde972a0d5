/** 가게와 쿠폰 조각에 쓰는 말. */

export const parts = {
  opening: {
    unknown: '여는 시간을 아직 몰라요',
    open: '영업 중',
    openAlways: '하루 종일 열어요',
    openUntil: (time: string) => `영업 중 · ${time}까지`,
    closesIn: (minutes: number) => `${minutes}분 뒤 닫아요`,
    closed: '지금은 닫혀 있어요',
    opensAt: (day: string, time: string) => `${day ? `${day} ` : ''}${time}에 열어요`,
  },
  away: (distance: string) => `${distance} 거리`,
  walk: (minutes: number) => `걸어서 ${minutes}분쯤`,
  ticket: {
    until: (when: string) => `${when}까지`,
    hoursLeft: (hours: number) => `${hours}시간 남았어요`,
    minutesLeft: (minutes: number) => `${minutes}분 남았어요`,
    redeemed: (when: string) => `${when}에 썼어요`,
    expired: '기한이 지났어요',
    cancelled: '가게가 거둬들인 쿠폰이에요',
  },
  map: {
    label: '동네 지도',
    zoomIn: '크게 보기',
    zoomOut: '작게 보기',
    cluster: (count: number) => `가게 ${count}곳, 눌러서 크게 보기`,
    here: '내 위치',
    failed: '지도를 그리지 못했어요. 아래 목록은 그대로 쓸 수 있어요.',
  },
  print: '인쇄하기',
  rowsRunning: (done: string, total: string) => `${total}줄 가운데 ${done}줄을 읽었어요`,
  row: (line: string) => `${line}번째 줄`,
  rowsMore: (count: string) => `이런 줄이 ${count}개 더 있어요.`,
  fileClear: '파일 빼기',
}
