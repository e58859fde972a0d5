/** 수수료와 골목이 나눠 내는 할인의 말. */

export const fees = {
  title: '수수료와 나누는 할인',
  ownerHint: '운영자가 정해요. 바뀔 때는 시작하는 날과 함께 여기에 먼저 적혀요.',
  operatorHint:
    '모든 가게에 똑같이 적용돼요. 지난 일에는 적용하지 않고, 쿠폰이 쓰인 그때의 수수료로 정산해요.',
  none: '아직 정한 수수료가 없어요. 가게는 아무것도 내지 않고, 골목도 할인을 나눠 내지 않아요.',
  fee: (amount: string) => `쿠폰이 한 번 쓰일 때마다 가게가 ${amount}을 내요.`,
  noFee: '쿠폰이 쓰여도 가게가 내는 수수료는 없어요.',
  share: (percent: number) => `캠페인 쿠폰의 할인은 골목이 ${percent}%를 나눠 내요.`,
  shareAll: '캠페인 쿠폰의 할인은 골목이 모두 내요.',
  automatic: (percent: number) =>
    `쿠폰 없이 모두에게 드리는 할인은 골목이 ${percent}%를 나눠 내요.`,
  noShare: '할인은 가게가 모두 내요.',
  now: (since: string) => `지금 · ${since}부터`,
  later: (from: string) => `곧 · ${from}부터`,
  before: (from: string) => `${from}부터`,
  setBy: (name: string) => `${name} 님이 정했어요`,
  history: '지난 수수료',

  newTitle: '새로 정하기',
  redemption: '쿠폰이 한 번 쓰일 때 가게가 낼 수수료 (비우면 없음)',
  percent: '캠페인 할인에서 골목이 낼 몫',
  automaticPercent: '모두에게 드리는 할인에서 골목이 낼 몫',
  starts: '언제부터 할까요?',
  startsNow: '지금부터',
  startsLater: '날을 정해서',
  day: '시작하는 날',
  reads: '이렇게 돼요',
  from: (when: string) => `${when}부터`,
  fromNow: '지금부터',
  save: '이대로 정하기',
  same: '지금과 같아요.',
  pickDay: '시작하는 날을 골라 주세요.',
  forGood: '정한 것은 지울 수 없어요. 잘못 정했다면 새로 정하면 돼요.',
  saved: '수수료를 정했어요',
}
