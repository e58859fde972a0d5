/** 인터넷이 끊긴 계산대의 말. */

export const offline = {
  title: '인터넷이 끊겼어요',
  online: '인터넷에 연결돼 있어요',
  ready: '인터넷에 연결돼 있어요. 끊겨도 하루는 쓸 수 있어요.',
  since: (when: string) => `${when}부터 인터넷이 끊겼어요`,
  sending: (count: number) => `인터넷 없이 받은 쿠폰 ${count}장을 보내는 중이에요`,
  left: (left: string, all: string) => `더 드릴 수 있는 할인 ${left} / ${all}`,
  waiting: (count: number) => `보낼 쿠폰 ${count}장`,
  until: (when: string) => `${when}까지 쓸 수 있어요`,
  how: '손님 화면의 QR을 찍으면 돼요. 다시 이어지면 저절로 보내요.',
  notReady:
    '이 계산대는 아직 준비되지 않았어요. 인터넷에 한 번 연결하면 그다음부터 끊겨도 쓸 수 있어요.',
  tillHint: '품목 계산은 인터넷이 있어야 해요. 쿠폰은 카운터에서 금액만 넣고 받아 주세요.',
  keptHere: '인터넷 없이 받았어요',
  flagged: '확인할 쿠폰',
  flaggedHint: '인터넷 없이 받았지만 세지 못한 쿠폰이에요. 손님께 드린 할인은 그대로예요.',
  flaggedRow: (discount: string, offer: string) => `${discount} 할인 · ${offer}`,
  flaggedDetail: (when: string, till: string) => `${when} · 계산대 ${till}`,
  unknownOffer: '알 수 없는 쿠폰',
  borne: '가게가 부담',
  mistake: '잘못 받음',
  settled: '정리했어요',
  staffHint: '사장님이 정리해 주실 거예요.',
  setting: '인터넷이 끊겼을 때',
  settingHint:
    '계산대마다, 다시 연결될 때까지 드릴 수 있는 할인 합계예요. 두 곳에서 같은 쿠폰을 받아도 손해는 이 안에서 그쳐요.',
  settingLabel: '계산대 하나의 할인 한도',
  settingOff: '0원이면 인터넷 없이는 쿠폰을 받지 않아요.',
  save: '저장하기',
}
