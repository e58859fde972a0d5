/** 알림 길에서 나오는 거절을 사람의 말로. */

export const waysRefusals: Readonly<Record<string, string>> = {
  'template.unknown': '그런 알림톡 글이 없어요.',
  'template.not-now': '그사이 상태가 바뀌었어요. 상태를 다시 보고 이어서 해 주세요.',
  'template.advertisement': '알림톡에는 광고를 담을 수 없어요. 있었던 일만 알려 주세요.',
  'template.no-basis':
    '포인트나 쿠폰 이야기는 돈을 낸 구매나 손님이 한 일이 있어야 해요. 근거 문장을 글에 넣어 주세요.',
  'template.places': '바뀌는 자리는 #{이름} 꼴로 적어 주세요. 이름은 20자까지예요.',
  'delivery.unknown': '그런 발송이 없어요.',
  'delivery.not-dead': '보내지 못한 것만 다시 보낼 수 있어요.',
  'delivery.way-off': '이 동네에서는 아직 이 길로 보내지 않아요.',
  'delivery.address-malformed': '이메일 주소를 다시 확인해 주세요. 이름@주소 꼴로 적어 주세요.',
  'delivery.address-gone': '이 주소로는 메일이 가지 않아요. 주소를 다시 확인해 주세요.',
  'delivery.too-many-proofs':
    '이 주소로 메일을 너무 여러 번 보냈어요. 마지막 메일의 링크를 열거나, 한 시간쯤 뒤에 다시 해 주세요.',
  'delivery.not-now': '지금은 보낼 수 없어요. 몇 분 뒤에 다시 해 주세요.',
  'delivery.link-unknown': '쓸 수 없거나 오래된 링크예요. 새 링크를 받아 주세요.',
}
