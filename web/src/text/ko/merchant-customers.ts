/** Words about guests: counted, never named. */
import { counted, shareText } from '../figures.ts'

export const merchantCustomers = {
  title: '손님',
  lead: '누구인지는 알 수 없고, 몇 분인지만 세어요.',
  period: '기간',
  periodDays: (days: number) => `${days}일`,
  says: ({ days, visitors, visits }: { days: number; visitors: number; visits: number }) =>
    `지난 ${counted(days)}일 동안 ${counted(visitors)}분이 ${counted(visits)}번 다녀가셨어요.`,
  more: (visits: number) => `그전 같은 기간보다 ${counted(visits)}번 많아요`,
  fewer: (visits: number) => `그전 같은 기간보다 ${counted(visits)}번 적어요`,
  same: '그전 같은 기간과 같아요',
  daysLabel: '날마다 다녀가신 수',
  daysLabelOn: ({ day, visits }: { day: string; visits: number }) => `${day} ${counted(visits)}번`,
  quiet: '이 기간에는 다녀가신 분이 없어요. 기간을 늘려 보세요.',

  returning: '처음 오신 분과 다시 오신 분',
  returningSays: (share: number) =>
    share === 0 ? '모두 처음 오신 분이에요.' : `${shareText(share)}가 전에도 오셨던 분이에요.`,
  newVisitors: '처음 오신 분',
  returningVisitors: '다시 오신 분',
  people: (count: number) => `${counted(count)}명`,

  hours: '언제 오시나요',
  hoursSays: (hour: number) => `${hour}시에 가장 많이 오세요.`,
  hoursUnknown: '아직 붐비는 때를 말하기엔 일러요.',
  hoursLabel: '시간대마다 다녀가신 수',
  hoursLabelOn: ({ hour, visits }: { hour: number; visits: number }) =>
    `${hour}시 ${counted(visits)}번`,

  methods: '어떻게 알았나요',
  methodsHint: '한 번 오신 방문은 한 번만, 가장 확실한 방법으로 세어요.',
  method: {
    position: '휴대폰 위치',
    beacon: '가게 비콘',
    tag: 'QR·NFC',
    staff: '카운터',
  },
  times: (count: number) => `${counted(count)}번`,

  evidence: '얼마나 확실한가요',
  evidenceSays: (share: number) => `${shareText(share)}는 카운터에서 직접 확인했어요.`,
  evidenceNone: '카운터에서 확인한 방문은 아직 없어요.',
  level: {
    confirmed: '카운터에서 확인',
    oneTime: '한 번만 되는 코드',
    plausible: '휴대폰 위치로 짐작',
    cloneable: '베낄 수 있는 QR·비콘',
  },

  others: '그 밖에',
  favourites: '단골로 담은 분',
  redemptions: '쓰신 쿠폰',
  redemptionsValue: (count: number) => `${counted(count)}장`,
  sales: '쿠폰 손님 매출',
  emptyTitle: '아직 다녀가신 기록이 없어요',
  emptyBody:
    '카운터에 QR을 세워 두면 오신 손님이 바로 세어져요. 손님은 단골 쿠폰을 받을 수 있고, 사장님은 숫자를 얻어요.',
  emptyAction: 'QR 만들기',
  privacyTitle: '손님 정보는 이렇게 지켜요',
  privacyBody:
    '이름과 동선은 가게에 보이지 않아요. 위치 동의를 하지 않은 손님은 세지 않아서, 실제 손님은 더 많을 수 있어요.',
}
