/** 가게가 소식을 받은함 말고 또 어디로 보낼지 고르고, 길마다 결과를 보는 말. */
export const wayChoice = {
  label: '받은함 말고 또 어디로 보낼까요?',
  hint: '받은함에는 언제나 가요. 그 길로 광고를 받겠다고 하신 분께만 가요.',
  reach: (people: string) => `약 ${people}`,
  few: '5명보다 적음',
  free: '무료',
  price: (amount: string) => `한 통에 ${amount}`,
  left: (letters: string) => `이번 달에 ${letters}통 더 보낼 수 있어요`,
  none: '이번 달에 보낼 수 있는 만큼 다 보냈어요',
  people: (count: string) => `${count}명`,
  report: '받은함 밖으로 보낸 결과',
  goes: '보냄',
  delivered: '도착',
  failed: '못 감',
  waiting: (count: string) => `${count}통은 차례나 아침을 기다려요.`,
  missed: (noConsent: string, nowhere: string, overLimit: string) =>
    `동의하지 않음 ${noConsent} · 주소를 모름 ${nowhere} · 한도를 넘음 ${overLimit}`,
  dropped: (count: string) => `보내기 직전에 ${count}통은 거두었어요 (막음, 동의 철회 등).`,
  proof: '발송 증명 내려받기 (CSV)',
  proofHint: '누구에게, 언제, 어떤 동의로 보냈는지 한 줄씩 적혀 있어요. 손님 이름은 나오지 않아요.',
}
