/** Words of the campaigns: the list and the page of one that runs. */
import { counted } from '../figures.ts'

const headsText = (low: number, high: number) =>
  low === high ? `${counted(low)}분쯤` : `${counted(low)}분에서 ${counted(high)}분`

type Result = { readonly sent: number; readonly visited: number; readonly redeemed: number }

export const merchantCampaigns = {
  title: '캠페인',
  create: '캠페인 만들기',
  emptyTitle: '아직 캠페인이 없어요',
  emptyBody:
    '가게 앞을 지나는 분께 쿠폰을 보내고, 정말 손님이 늘었는지 숫자로 알려드려요. 5분이면 돼요.',
  emptyAction: '첫 캠페인 만들기',
  listLabel: '캠페인 목록',
  stateDraft: '시작 전',
  stateRunning: '진행 중',
  statePaused: '쉬는 중',
  stateEnded: '끝남',
  result: ({ sent, visited, redeemed }: Result) =>
    `${counted(sent)}분께 보내 ${counted(visited)}분이 오고 ${counted(redeemed)}분이 썼어요`,
  untilDay: (day: string) => `${day}까지`,
  notFoundTitle: '이 캠페인을 찾을 수 없어요',
  notFoundBody: '다른 가게의 캠페인이거나 주소가 잘못됐어요.',
  toList: '캠페인 목록으로',

  start: '시작하기',
  pause: '잠시 쉬기',
  resume: '다시 시작하기',
  end: '끝내기',
  started: '캠페인을 시작했어요',
  paused: '캠페인을 쉬게 했어요. 보낸 쿠폰은 그대로 쓸 수 있어요.',
  ended: '캠페인을 끝낼게요. 보낸 쿠폰은 기한까지 쓸 수 있어요.',
  endsSoon: (seconds: number) => `${seconds}초 뒤에 끝나요`,

  saysNothing: '이제 막 시작했어요. 조건에 맞는 손님이 지나가면 바로 보여드릴게요.',
  saysDraft: '아직 시작하지 않은 캠페인이에요.',
  saysSent: (sent: number) => `${counted(sent)}분께 보냈고, 아직 다녀가신 분은 없어요.`,
  saysUsed: ({ sent, redeemed }: { sent: number; redeemed: number }) =>
    `${counted(sent)}분께 보냈고, ${counted(redeemed)}분이 쿠폰을 쓰셨어요.`,
  saysVisited: ({ sent, visited }: { sent: number; visited: number }) =>
    `${counted(sent)}분께 보냈고, ${counted(visited)}분이 다녀가셨어요.`,
  saysRedeemed: ({
    sent,
    visited,
    redeemed,
  }: {
    sent: number
    visited: number
    redeemed: number
  }) =>
    `${counted(sent)}분께 보냈고, ${counted(visited)}분이 다녀가셨고, ${counted(redeemed)}분이 쿠폰을 쓰셨어요.`,

  funnel: '보낸 뒤 어떻게 됐나요',
  funnelEligible: '조건에 맞은 분',
  funnelSent: '보낸 분',
  funnelSeen: '열어 본 분',
  funnelVisited: '다녀가신 분',
  funnelRedeemed: '쿠폰 쓰신 분',
  funnelShare: (share: string) => `앞 단계의 ${share}`,
  people: (count: number) => `${counted(count)}명`,

  times: (count: number) => `${counted(count)}번`,

  lift: '보낸 덕분에 더 오셨을까요?',
  liftMore: ({ of, low, high }: { of: number; low: number; high: number }) =>
    `네. ${counted(of)}분께 보낼 때마다 ${headsText(low, high)}이 더 오셨어요.`,
  liftMoreExtra: ({ low, high }: { low: string; high: string }) =>
    `보내지 않았다면 안 오셨을 손님이 ${low}분에서 ${high}분쯤 돼요.`,
  liftLess: ({ of, low, high }: { of: number; low: number; high: number }) =>
    `오히려 줄었어요. ${counted(of)}분께 보낼 때마다 ${headsText(low, high)}이 덜 오셨어요. 문구나 보내는 때를 바꿔 보세요.`,
  liftUnknown: (count: number) => `아직 모르겠어요. 손님이 ${counted(count)}분쯤 더 필요해요.`,
  liftUnknownLong: '아직 모르겠어요. 차이가 작아서 시간이 더 필요해요.',
  liftUnknownNobody: '아직 비교할 손님이 없어요. 몇 분만 더 지나가시면 알려 드릴게요.',
  liftWithheld:
    '비교하려고 남겨 둔 분이 다섯 명이 안 돼요. 한 분이 다녀가셨는지 드러날 수 있어서 비교는 보여 드리지 않아요.',
  withheld: '결과를 보여 드리지 않아요',
  withheldUntil: '다섯 분부터는 결과를 보여 드려요.',
  withheldSays:
    '조건에 맞아 받은 분이 아직 다섯 명이 안 돼요. 결과를 보여 드리면 그분이 언제 어디에 계셨는지 드러나요.',
  withheldRow: '받은 분이 아직 적어 결과를 보여 드리지 않아요',
  liftHow: (percent: number) =>
    `조건에 맞은 분 가운데 ${percent}%에게는 일부러 보내지 않았어요. 두 쪽을 비교하면 안 보내도 오셨을 손님을 빼고 셀 수 있어요.`,
  liftHowNone: '모두에게 보내서 비교할 수 없어요. 다음에는 10%만 남겨 두세요.',
  liftTreated: ({ people, visited, share }: { people: number; visited: number; share: string }) =>
    `보낸 분 ${counted(people)}명 중 ${counted(visited)}명 방문 (${share})`,
  liftControl: ({ people, visited, share }: { people: number; visited: number; share: string }) =>
    `안 보낸 분 ${counted(people)}명 중 ${counted(visited)}명 방문 (${share})`,
  liftLabel: ({ difference, low, high }: { difference: string; low: string; high: string }) =>
    `방문 차이 ${difference}, 95% 범위 ${low}에서 ${high}`,
  liftZero: '차이 없음',
  liftPoints: (points: string) => `${points}%p`,
  liftTick: (points: string) => `${points}%p`,

  money: '돈으로 보면',
  sales: '쿠폰 손님 매출',
  cost: '깎아 드린 돈',
  perVisit: (amount: string) => `늘어난 손님 한 분에 ${amount}쯤 들었어요`,

  refused: '보내지 않은 이유',
  refusedEmpty: '지금까지 못 보낸 분은 없어요.',
  decisions: '한 분 한 분',
  decisionsHint: '보냈는지, 왜 안 보냈는지 모두 남아 있어요.',
  decisionsEmpty: '아직 아무도 조건에 맞지 않았어요.',
  outcomeSent: '보냄',
  outcomeControl: '비교하려고 안 보냄',
  outcomeRefused: '보내지 않음',
  outcomePostponed: '아침에 보냄',

  what: '무엇을 언제',
  whatTrigger: '보내는 때',
  whatAudience: '받는 분',
  whatPeriod: '기간',
  whatLimit: '수량',
  whatMessage: '문구',
  limitCoupons: (count: number) => `쿠폰 ${counted(count)}장까지`,
  updatedAt: (time: string) => `${time}에 새로 고쳤어요`,
  table: '표로 보기',
  tableSent: '보낸 분',
  tableControl: '안 보낸 분',
  tablePeople: '사람',
  tableVisited: '방문',
  tableRedeemed: '쿠폰 사용',
  tableSales: '매출',
}
