/** Why a coupon is not taken, and what to do next: said at the counter. */
import type { RefusalTexts } from '../refusal-texts.ts'

export const counterRefusals: RefusalTexts = {
  'code.malformed': () => ({
    says: '쿠폰 코드가 아니에요.',
    todo: '손님 화면의 QR을 다시 찍거나, 그 아래 열 글자를 입력해 주세요.',
  }),
  'code.unknown': () => ({
    says: '지금 이 코드를 보여 주는 쿠폰이 없어요.',
    todo: '화면에 보이는 글자를 한 번 더 입력해 주세요.',
  }),
  'code.expired': () => ({
    says: '조금 전 코드예요. 캡처한 화면일 수 있어요.',
    todo: '손님께 앱에서 쿠폰을 열어 지금 코드를 보여 달라고 해 주세요.',
  }),
  'code.used': () => ({
    says: '방금 쓴 코드예요.',
    todo: '30초마다 새 코드가 나와요. 다음 코드를 찍어 주세요.',
  }),
  'code.locked': () => ({
    says: '틀린 코드가 여러 번 들어왔어요.',
    todo: '1분 뒤에 입력 대신 QR을 찍어 주세요.',
  }),
  'coupon.redeemed': ({ when }) => ({
    says: when ? `${when}에 이미 쓰신 쿠폰이에요.` : '이미 쓰신 쿠폰이에요.',
    todo: '잘못 쓰인 거라면 아래 목록에서 되돌린 뒤 다시 찍어 주세요.',
  }),
  'coupon.expired': ({ when }) => ({
    says: when ? `${when}에 기한이 지난 쿠폰이에요.` : '기한이 지난 쿠폰이에요.',
    todo: '지갑에 다른 쿠폰이 있는지 봐 달라고 해 주세요.',
  }),
  'coupon.cancelled': () => ({
    says: '가게가 거둬들인 쿠폰이에요.',
    todo: '죄송하다고 말씀드리고 다른 쿠폰이 있는지 봐 주세요.',
  }),
  'coupon.other-merchant': () => ({
    says: '다른 가게 쿠폰이에요.',
    todo: '우리 가게 쿠폰을 보여 달라고 해 주세요. 이 쿠폰은 그 가게에서 쓸 수 있어요.',
  }),
  'coupon.other-place': () => ({
    says: '다른 지점에서 쓰는 쿠폰이에요.',
    todo: '쓸 수 있는 지점은 손님의 쿠폰 화면에 적혀 있어요.',
  }),
  'offer.bill-too-small': ({ billMinorMin, missingMinor }) => ({
    says: billMinorMin ? `${billMinorMin}부터 쓸 수 있어요.` : '금액이 모자라요.',
    todo: missingMinor
      ? `${missingMinor}어치 더 사시면 돼요. 금액을 잘못 눌렀다면 고쳐 주세요.`
      : '금액을 한 번 더 확인해 주세요.',
  }),
  'offer.not-started': ({ when }) => ({
    says: when ? `${when}부터 쓸 수 있어요.` : '아직 쓸 수 없는 쿠폰이에요.',
    todo: '그때 다시 보여 달라고 해 주세요.',
  }),
  'offer.ended': () => ({
    says: '끝난 혜택이에요.',
    todo: '지갑에 다른 쿠폰이 있는지 봐 달라고 해 주세요.',
  }),
  'offer.condition': ({ demand }) => ({
    says: demand ? `이 혜택의 조건이에요: ${demand}` : '지금은 이 혜택의 조건에 맞지 않아요.',
    todo: '조건에 맞는 때나 품목으로 다시 해 보세요. 쿠폰은 그대로 남아요.',
  }),
  'offer.condition-unknown': ({ demand }) => ({
    says: demand ? `확인할 수 없는 조건이에요: ${demand}` : '조건에 맞는지 알 수 없어요.',
    todo: '쿠폰은 그대로 남아요. 확인할 수 있을 때 다시 해 보세요.',
  }),
  'offer.paused': () => ({
    says: '가게에서 잠시 멈춘 혜택이에요.',
    todo: '사장님이 캠페인에서 다시 시작하면 쓸 수 있어요.',
  }),
  'offer.redemptions-exhausted': () => ({
    says: '정해 둔 만큼 모두 쓰였어요.',
    todo: '더 드리려면 사장님이 수량을 늘려 주세요.',
  }),
  'offline.letters': () => ({
    says: '글자 코드는 인터넷이 있어야 확인할 수 있어요.',
    todo: '손님 화면의 QR을 찍어 주세요. QR은 지금도 확인돼요.',
  }),
  'offline.too-long': () => ({
    says: '하루 넘게 인터넷에 연결하지 않았어요.',
    todo: '한 번만 연결하면 다시 하루 동안 쓸 수 있어요.',
  }),
  'offline.offer-unlisted': () => ({
    says: '이 계산대가 아직 모르는 혜택이에요.',
    todo: '인터넷에 연결한 뒤 다시 찍어 주세요.',
  }),
  'offline.over-cap': () => ({
    says: '인터넷 없이 줄 수 있는 한도를 다 썼어요.',
    todo: '인터넷에 연결하면 한도가 새로 시작돼요.',
  }),
  'redemption.reversed': () => ({
    says: '이미 되돌린 쿠폰이에요.',
    todo: '손님이 다시 쓸 수 있어요.',
  }),
  'presence.no-consent': () => ({
    says: '위치 동의를 하지 않은 손님이에요.',
    todo: '방문은 남기지 않았어요. 원하시면 앱의 동의 설정에서 켤 수 있어요.',
  }),
  'coupon.holder-unknown': () => ({
    says: '이 번호로 가입한 분이 없어요.',
    todo: '번호를 한 번 더 확인해 주세요.',
  }),
  'presence.unknown-person': () => ({
    says: '이 번호로 가입한 분이 없어요.',
    todo: '번호를 한 번 더 확인하거나, 가게 QR로 골목에 가입하도록 안내해 주세요.',
  }),
  'access.forbidden': () => ({
    says: '이 가게에서 일하는 계정이 아니에요.',
    todo: '사장님께 직원으로 초대해 달라고 해 주세요.',
  }),
  'access.unauthenticated': () => ({
    says: '로그인이 풀렸어요.',
    todo: '다시 로그인하면 이어서 할 수 있어요.',
  }),
  other: () => ({
    says: '지금은 쓸 수 없어요.',
    todo: '다시 찍어 보고, 그래도 안 되면 다른 쿠폰을 써 주세요.',
  }),
}
