/** 계정과 로그인에서 서버가 거절한 까닭. */

export const peopleRefusals: Readonly<Record<string, string>> = {
  'people.email-needed': '비밀번호를 정하려면 먼저 이메일을 확인해 주세요.',
  'people.identity-second':
    '같은 곳의 다른 계정이 이미 연결되어 있어요. 먼저 그 연결을 끊어 주세요.',
  'people.identity-taken': '그 계정은 이미 여기 다른 사람에게 연결되어 있어요.',
  'people.identity-unknown': '연결된 계정이 없어요.',
  'people.last-way-in':
    '로그인할 수 있는 마지막 방법이라 지울 수 없어요. 다른 방법을 먼저 더해 주세요.',
  'people.merge-already': '둘 중 하나는 이미 다른 계정과 합쳐졌어요.',
  'people.merge-child':
    '어린이의 계정은 보호자가 그 계정만 맡고 있어서 다른 계정과 합칠 수 없어요.',
  'people.merge-nobody': '그 번호나 이메일로 만든 다른 계정이 없어요.',
  'people.merge-not-now': '지금 다른 일이 처리되고 있어요. 잠시 뒤에 다시 해 주세요.',
  'people.merge-proof-wrong': '확인한 지 10분이 지났어요. 다른 계정을 다시 확인해 주세요.',
  'people.merge-roles':
    '운영자 계정이거나 같은 가게에서 일하는 두 계정은 합칠 수 없어요. 한 계정으로 가게에서 먼저 나와 주세요.',
  'people.merge-too-large': '옮길 것이 너무 많아요. 운영자에게 문의해 주세요.',
  'people.merge-too-late': '30일이 지나서 되돌릴 수 없어요.',
  'people.merge-unknown': '그렇게 합친 계정이 없어요.',
  'people.passkey-taken': '이미 다른 계정에 등록된 패스키예요.',
  'people.passkey-unknown': '그런 패스키가 없어요.',
  'people.passkey-wrong':
    '패스키를 확인하지 못했어요. 다시 해 보거나 다른 방법으로 로그인해 주세요.',
  'people.provider-failed':
    '지금은 그쪽에서 답이 없어요. 잠시 뒤에 다시 하거나 다른 방법으로 로그인해 주세요.',
  'people.provider-unknown': '여기서는 그 방법으로 로그인할 수 없어요.',
  'people.provider-wrong': '로그인을 끝내지 못했어요. 처음부터 다시 해 주세요.',
  'people.too-many-passkeys': '패스키가 너무 많아요. 안 쓰는 것을 먼저 지워 주세요.',
  'people.no-guardian-needed': '이제 스스로 동의할 수 있어요. 보호자의 동의는 필요 없어요.',
  'people.guardian-stands':
    '이미 보호자가 동의했어요. 바꾸려면 보호자가 받은 링크에서 바꿔 달라고 해 주세요.',
  'people.guardian-not-you':
    '내 번호나 다른 어린이의 번호예요. 부모님이나 보호자의 번호를 적어 주세요.',
  'people.too-many-guardian-requests': '오늘은 여러 번 물어봤어요. 내일 다시 물어봐 주세요.',
  'people.guardian-link-unknown': '이 링크는 끝났어요. 아이에게 새 링크를 보내 달라고 해 주세요.',
  'people.ward-unknown': '보호자로 동의한 아이가 아니에요.',
  'people.age-unsaid': '먼저 나이를 알려 주세요. 그래야 동의할 수 있어요.',
  'people.guardian-needed': '아직 보호자가 동의하지 않은 일이에요. 보호자에게 먼저 물어봐 주세요.',
  'people.too-young': '보호자와 함께 쓰는 동안에는 밤에 광고를 받을 수 없어요.',
  'people.birthday-wrong': '생일이 맞는지 다시 봐 주세요.',
  'people.age-said':
    '이미 생일을 알려 주셨어요. 잘못 적었다면 골목 운영자에게 고쳐 달라고 해 주세요.',
  'people.number-needed': '휴대폰 번호를 확인한 분만 할 수 있어요. 번호를 먼저 확인해 주세요.',
  'people.number-used': '이 번호로는 이미 했어요. 한 번호에 한 번씩만 할 수 있어요.',
}
