/** Words about guests: counted, never named. */
import { counted } from '../figures.ts'

export const merchantCustomers = {
  title: '손님',
  lead: '누구인지는 알 수 없고, 몇 분인지만 세어요.',
  says: ({ days, visits }: { days: number; visits: number }) =>
    `지난 ${counted(days)}일 동안 ${counted(visits)}번 다녀가셨어요.`,
  saysNobody: (days: number) => `지난 ${counted(days)}일 동안 남은 방문이 없어요.`,
  period: '기간',
  periodDays: (days: number) => `${counted(days)}일`,
  methods: '어떻게 오신 걸 알았을까요?',
  methodsHint: '확실한 것부터 보여드려요.',
  methodTill: '계산대에서',
  methodCoupon: '쿠폰을 써서',
  methodTag: 'QR·NFC를 찍어서',
  methodBeacon: '매장 비콘으로',
  methodGps: '휴대폰 위치로',
  evidence: (level: number) => `확실함 ${level}단계 / 3`,
  evidenceHint:
    '휴대폰 위치만으로는 옆 가게와 헷갈릴 수 있어요. 계산대나 QR로 남은 방문이 가장 확실해요.',
  regulars: '처음과 단골',
  regularsNew: '처음 오신 분',
  regularsBack: '다시 오신 분',
  favourites: '찜하신 분',
  favouritesValue: (count: number) => `${counted(count)}분`,
  redemptions: '쓰신 쿠폰',
  redemptionsValue: (count: number) => `${counted(count)}장`,
  sales: '쿠폰 손님 매출',
  emptyTitle: '아직 다녀가신 기록이 없어요',
  emptyBody:
    '계산대에 QR을 세워 두면 오신 손님이 바로 세어져요. 손님은 적립을 받고, 사장님은 숫자를 얻어요.',
  emptyAction: 'QR 만들기',
  privacyTitle: '손님 정보는 이렇게 지켜요',
  privacyBody:
    '이름과 동선은 가게에 보이지 않아요. 위치 동의를 하지 않은 손님은 세지 않아서, 실제 손님은 더 많을 수 있어요.',
  fewHidden: '3명보다 적은 칸은 가려요.',
  days: '날마다',
  daysLabel: '날마다 다녀가신 수',
  daysLabelOn: ({ day, visits }: { day: string; visits: number }) => `${day} ${counted(visits)}번`,
}
