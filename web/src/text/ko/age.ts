/** 나이를 묻는 화면의 말. */

export const age = {
  title: '나이를 알려 주세요',
  lead: (years: number) =>
    `위치나 광고에 동의하려면 만 ${years}세 이상이어야 해요. 더 어리면 보호자와 함께 정해요.`,
  question: (years: number) => `만 ${years}세 이상인가요?`,
  yes: (years: number) => `만 ${years}세 이상이에요`,
  no: (years: number) => `만 ${years}세 미만이에요`,
  nothingMore: '이 나이를 넘으셨다면 그것만 남기고, 생일은 묻지 않아요.',
  birthday: '생일이 언제인가요?',
  birthdayHint: '스스로 동의할 수 있는 날을 알기 위해서만 쓰고, 그날이 지나면 지워요.',
  birthdayMissing: '태어난 해, 달, 날을 모두 적어 주세요.',
  send: '알려 주기',
  back: '다시 고르기',
  ofAge: {
    title: '확인했어요',
    body: '스스로 동의하고 거둘 수 있어요.',
  },
  guardianTitle: '보호자 동의',
  child: {
    title: '보호자의 동의가 필요해요',
    body: '보호자가 동의하기 전에는 위치를 쓰지 않고, 광고도 보내지 않고, 상품이 걸린 게임도 할 수 없어요. 동네 둘러보기와 쿠폰 받기는 지금도 할 수 있어요.',
    until: (day: string) => `${day}부터는 스스로 정할 수 있어요.`,
  },
  ask: {
    title: '보호자에게 물어보기',
    address: '보호자의 휴대폰 번호나 이메일',
    hint: '부모님이나 보호자에게 링크를 하나 보내요. 번호는 이때만 쓰고, 5일 안에 답이 없으면 지워요.',
    missing: '보호자의 번호나 이메일을 적어 주세요.',
    send: '보호자에게 보내기',
    again: '다시 보내기',
  },
  waiting: {
    title: '보호자의 답을 기다리고 있어요',
    body: (day: string) =>
      `${day}까지 답이 없으면 보낸 번호를 지워요. 그 뒤에 다시 물어볼 수 있어요.`,
  },
  allowed: {
    title: '보호자가 동의했어요',
    some: '보호자가 허락한 것은 동의 화면에서 스스로 켜고 끌 수 있어요.',
    none: '계정을 써도 된다고 했어요. 위치와 광고는 꺼진 채로 있어요.',
    toConsents: '동의 고르기',
  },
  goOn: '계속하기',
  later: '나중에 하기',
  signIn: {
    title: '로그인이 필요해요',
    body: '누구의 나이인지 알아야 해서, 먼저 로그인해 주세요.',
  },
  notice: {
    unsaid: '아직 나이를 알려 주지 않아서, 위치와 광고에 동의할 수 없어요.',
    child: '보호자가 동의한 것만 켤 수 있어요.',
    say: '나이 알려 주기',
    see: '보호자 동의 보기',
  },
}
