/** Words about guests: counted, never named. */
import { counted } from '../figures.ts'

export const merchantCustomers = {
  title: '손님',
  lead: '누구인지는 알 수 없고, 몇 분인지만 세어요.',
  says: ({ days, visits }: { days: number; visits: number }) =>
    `지난 ${counted(days)}일 동안 ${counted(visits)}번 다녀가셨어요.`,
  favourites: '찜하신 분',
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
  days: '날마다',
  daysLabel: '날마다 다녀가신 수',
  daysLabelOn: ({ day, visits }: { day: string; visits: number }) => `${day} ${counted(visits)}번`,
}
