/** 서버가 거절한 까닭을 사람의 말로. 코드는 바뀌지 않아요. */

export const refusals: Readonly<Record<string, string>> = {
  'access.unauthenticated': '로그인이 필요해요.',
  'access.forbidden': '이 일은 할 수 없어요. 가게 주인이나 운영자에게 물어봐 주세요.',
}

export const refusalUnknown = '지금은 그렇게 할 수 없어요.'
