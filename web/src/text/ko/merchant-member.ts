/** 카운터에서 멤버십 코드를 읽어 쌓고 쓰는 말. */

export const merchantMember = {
  mode: '적립',
  scan: '멤버십 코드 찍기',
  stop: '그만 찍기',
  typeLabel: '멤버십 코드',
  typeHint: 'M으로 시작하는 열한 글자예요',
  typed: '확인하기',
  bill: '계산 금액을 먼저 눌러 주세요',
  brings: (points: string) => `${points}가 쌓여요`,
  nothing: '이 금액으로는 쌓이지 않아요',
  stamp: (title: string, has: number, of: number) => `${title}: 스탬프 ${of}개 중 ${has}개`,
  full: (title: string) => `${title}: 다 모았어요. 쿠폰이 바로 가요.`,
  spend: '쓸 포인트',
  spendHint: '손님이 쓰시겠다고 하면 적어 주세요',
  go: '적립하기',
  goSpend: (points: string) => `${points} 쓰고 적립하기`,
  pays: (amount: string) => `${amount}을 받아 주세요`,
  done: '적립했어요',
  earned: (points: string) => `${points}가 쌓였어요.`,
  other: '다른 손님',
}
