/** Words of the owner's first screen. */
import { counted } from '../figures.ts'

export const merchantToday = {
  both: ({ visits, ours }: { visits: number; ours: number }) =>
    `오늘 ${counted(visits)}분이 다녀가셨고, ${counted(ours)}분은 골목 덕분이에요.`,
  visitsOnly: (visits: number) => `오늘 ${counted(visits)}분이 다녀가셨어요.`,
  nobody: '아직 조용하네요. 첫 손님이 오시면 여기에 바로 보여드릴게요.',
  live: '실시간',
  asOf: (time: string) => `${time} 기준`,
  pictureLabel: ({ visits, ours }: { visits: number; ours: number }) =>
    `오늘 방문 ${counted(visits)}건 가운데 ${counted(ours)}건이 캠페인 덕분이에요.`,
  pictureOurs: '골목이 모셔 온 손님',
  pictureOthers: '그냥 들르신 손님',
  pictureScale: (people: number) => `점 하나가 ${counted(people)}분이에요`,
  numbers: '오늘의 숫자',
  redemptions: '쓰신 쿠폰',
  redemptionsValue: (count: number) => `${counted(count)}장`,
  sales: '쿠폰 손님 매출',
  discount: '깎아 드린 돈',
  checkIns: '방문',
  checkInsValue: (count: number) => `${counted(count)}번`,
  people: (count: number) => `${counted(count)}분`,
  waiting: '기다리는 일',
  nothingWaits: '밀린 일이 없어요. 좋은 하루예요.',
  waitFirstTitle: '첫 캠페인을 만들어 볼까요?',
  waitFirstBody: '가게 앞을 지나는 분께 쿠폰을 보내요. 다섯 가지만 답하면 돼요.',
  waitFirstAction: '캠페인 만들기',
  waitDraftTitle: (name: string) => `“${name}” 캠페인이 시작을 기다려요`,
  waitPausedTitle: (name: string) => `“${name}” 캠페인이 쉬고 있어요`,
  waitEndsTitle: ({ name, when }: { name: string; when: string }) =>
    `“${name}” 캠페인이 ${when}에 끝나요`,
  until: (day: string) => `${day}까지`,
  running: '지금 하는 캠페인',
  toCounter: '카운터 열기',
}
