/** 보호자가 동의한 아이들을 보는 화면의 말. */

export const wards = {
  title: '내가 보호자인 아이',
  detail: '무엇을 언제 허락했는지 보고 거둘 수 있어요',
  lead: '법정대리인으로 동의하신 내용이에요. 아이가 스스로 동의할 나이가 되면 저절로 끝나요.',
  child: (name: string) => `${name} 아이`,
  since: (day: string) => `${day}에 동의하셨어요`,
  allowed: '허락한 것',
  account: '계정을 쓰는 것',
  accountAlone: '위치와 광고는 모두 꺼져 있어요.',
  takeBack: '동의 모두 거두기',
  takeBackOf: (name: string) => `${name} 아이 동의 모두 거두기`,
  ask: (name: string) => `${name} 아이의 동의를 거둘까요?`,
  askBody:
    '거두면 아이가 동의한 것이 모두 끝나고, 남은 위치도 바로 지워요. 다시 허락하려면 아이가 새로 물어봐야 해요.',
  keep: '그대로 두기',
  takenBack: '동의를 거두었어요.',
  none: '보호자로 동의한 아이가 없어요',
  noneBody: '아이가 이 계정의 전화번호나 이메일로 동의를 부탁하면 여기에 보여요.',
}
