/** 알림 받는 길의 말: 손님 화면과 운영자 화면. */
import { josa } from 'es-hangul'
import { counted } from '../figures.ts'

export const ways = {
  title: '알림 받는 길',
  detail: '이메일, 문자, 카카오톡, 라인',
  lead: '쿠폰이나 포인트처럼 내 일에 대한 소식을 받은함 말고 또 어디로 받을지 정해요. 광고는 동의 화면에서 따로 정해요.',
  names: { email: '이메일', sms: '문자', kakao: '카카오톡', line: '라인', push: '기기 알림' },
  toConsents: '광고 동의 보기',
  none: { title: '받은함으로만 보내요', body: '지금은 다른 길로 보내지 않아요.' },
  noAddress: {
    email: '아직 확인한 주소가 없어요',
    sms: '‘나 › 로그인 방법’에서 전화번호를 확인하면 쓸 수 있어요',
    kakao: '‘나 › 로그인 방법’에서 전화번호를 확인하면 쓸 수 있어요',
    line: '라인에서 우리 계정을 친구로 추가하면 연결할 수 있어요',
  },
  unreachable: '지금은 이 주소로 닿지 않아요',
  wants: (way: string) => `${josa(way, '으로/로')}도 받기`,
  on: (way: string) => `이제 ${josa(way, '으로/로')}도 보내 드려요.`,
  off: (way: string) => `${josa(way, '으로/로')}는 보내지 않을게요.`,
  forget: '주소 지우기',
  forgetOf: (way: string) => `${way} 주소 지우기`,
  forgotten: '주소를 지웠어요.',
  email: {
    label: '이메일 주소',
    change: '새 이메일 주소',
    send: '확인 메일 받기',
    sent: (address: string) => `${address} 주소로 메일을 보냈어요. 메일에 있는 링크를 눌러 주세요.`,
    hint: '하루 안에 링크를 눌러 주셔야 이 주소로 소식을 보내요.',
  },
}

export const confirmAddress = {
  title: '이메일 확인',
  ask: '이 주소로 소식을 받을까요?',
  body: '누르면 이 이메일 주소가 내 계정에 이어져요. 요청한 적이 없다면 그냥 닫아 주세요.',
  confirm: '이 주소로 받기',
  done: '확인했어요',
  doneBody: (address: string) => `이제 ${address} 주소로 소식을 받을 수 있어요.`,
  unknown: '쓸 수 없는 링크예요',
  toWays: '알림 받는 길 보기',
}

export const lineLink = {
  title: '라인 연결',
  ask: '라인으로도 소식을 받을까요?',
  body: '지금 로그인한 계정을 라인과 이어요. 라인 화면으로 넘어가서 한 번 더 확인해요.',
  link: '라인과 연결하기',
  signIn: { title: '먼저 로그인해 주세요', body: '어느 계정과 이을지 알아야 해요.' },
}

/** 까닭은 언제나 우리말이 먼저고, 보내는 곳이 한 말은 그대로 아래에 둬요. */
export const waysDesk = {
  hint: '받은함 말고 밖으로 나가는 소식이에요. 지난 7일의 발송과, 닿지 못한 소식 모두를 보여요.',
  good: '모두 잘 나가고 있어요.',
  late: (count: number) => `기다리는 소식이 ${counted(count)}개 있어요.`,
  dead: (count: number) => `닿지 못한 소식이 ${counted(count)}개 있어요.`,
  closed: '열린 길이 없어요. 설정에서 메일 서버나 SOLAPI, 라인을 이어 주세요.',
  counts: '길마다',
  way: '길',
  states: {
    queued: '기다림',
    taken: '넘김',
    delivered: '도착',
    bounced: '없는 주소',
    failed: '거절',
    dead: '여러 번 실패',
    dropped: '보내지 않음',
  },
  isOff: '꺼져 있음',
  reasons: '왜 닿지 못했나',
  kinds: {
    'nobody-there': '그 주소에 받는 사람이 없어요',
    'no-template': '승인된 알림톡 글이 없어서 보내지 않았어요',
    'mailbox-full': '받는 분의 메일함이 가득 찼어요',
    'quota-spent': '이번 달에 보낼 수 있는 만큼 다 썼거나 잔액이 모자라요',
    'not-let-in':
      '보내는 곳이 우리 계정을 받아 주지 않아요. 설정의 열쇠와 비밀번호를 확인해 주세요',
    'address-inside': '기기의 주소가 바깥에 열린 곳이 아니라서 보내지 않았어요',
    'no-answer': '보내는 곳이 제때 답하지 않았어요',
    refused: '보내는 곳이 이 소식을 받지 않았어요',
    'given-up': '여러 번 보냈지만 보내는 곳이 받지 못했어요',
  },
  said: '보내는 곳이 한 말',
  replayAll: '모두 다시 보내기',
  replayAllOf: (reason: string) => `‘${reason}’ 모두 다시 보내기`,
  replayed: (count: number) => `${counted(count)}개를 다시 줄 세웠어요.`,
  letters: '닿지 못한 소식',
  anyWay: '모두',
  empty: '닿지 못한 소식이 없어요.',
  replay: '다시 보내기',
  replayOf: (title: string) => `‘${title}’ 다시 보내기`,
  replayedOne: '다시 줄을 세웠어요.',
  tries: (count: number) => `${counted(count)}번 시도`,
  inbound: '도착 보고를 받는 주소',
  inboundHint:
    '메일 서버, SOLAPI, 라인에 알려 주세요. 위의 두 주소는 비밀이에요. 아는 사람은 누구나 보고할 수 있어요.',
  inboundNames: { mail: '돌아온 메일', solapi: 'SOLAPI', line: '라인' },
  copy: '복사',
  copyOf: (name: string) => `${name} 주소 복사`,
  copied: '복사했어요.',
}

export const templates = {
  title: '알림톡 글',
  hint: '카카오가 심사한 글만 그대로 나가요. 바뀌는 자리는 #{이름} 꼴로 적어요. 광고는 담을 수 없어요.',
  empty: '아직 글이 없어요.',
  add: '새 글 쓰기',
  edit: '고치기',
  editOf: (name: string) => `${name} 고치기`,
  code: '구분 이름',
  codeHint: '영어 소문자, 숫자, 줄표. 한 번 정하면 바꿀 수 없어요.',
  name: '이름',
  body: '글',
  basis: '보내는 근거',
  bases: {
    service: '예약, 주문 같은 손님의 일',
    'paid-points': '돈을 낸 구매로 쌓인 포인트',
    'asked-for': '손님이 직접 한 일로 생긴 것',
  },
  basisSentence: '근거 문장',
  basisHint:
    '포인트와 쿠폰 이야기에는 이 문장이 글 안에 그대로 있어야 해요 (2026년 4월부터의 카카오 규칙).',
  save: '저장하기',
  saved: '저장했어요.',
  cancel: '그만두기',
  states: { draft: '작성 중', 'in-review': '심사 중', approved: '승인', rejected: '반려' },
  submit: '심사 보냄으로 표시',
  providerId: 'SOLAPI 템플릿 번호',
  approve: '승인됨',
  reason: '반려 까닭',
  reject: '반려됨',
}
