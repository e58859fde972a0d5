/** SOLAPI as its SDK sees it, on this machine: checks signatures as theirs, and says no to some. */
import { createHmac } from 'node:crypto'
import { afterAll } from 'vitest'
import { standIn } from './stand-in.ts'

export type SolapiMessage = {
  readonly to: string
  readonly from?: string
  readonly text?: string
  readonly type?: string
  readonly kakaoOptions?: {
    readonly pfId: string
    readonly templateId?: string
    readonly variables?: Readonly<Record<string, string>>
    readonly disableSms?: boolean
  }
  readonly customFields?: Readonly<Record<string, string>>
}

const REAL = 'https://api.solapi.com'

/**
 * Starts one for this test file. The SDK knows one address only, so what it fetches from there is
 * sent here instead.
 */
export async function solapiStandIn(account: {
  apiKey: string
  apiSecret: string
  senders: string[]
}) {
  const taken: SolapiMessage[] = []
  const no = (status: number, errorCode: string, errorMessage: string) => ({
    status,
    body: { errorCode, errorMessage },
  })

  function answerTo(authorization: string, body: string) {
    const [, key, date = '', salt = '', signature] =
      /^HMAC-SHA256 apiKey=(\w+), date=([^,]+), salt=(\w+), signature=([\da-f]+)$/.exec(
        authorization,
      ) ?? []
    const right = createHmac('sha256', account.apiSecret)
      .update(date + salt)
      .digest('hex')
    if (key !== account.apiKey) return no(403, 'InvalidApiKey', '유효한 API Key가 아닙니다.')
    if (signature !== right) return no(403, 'SignatureDoesNotMatch', '서명이 다릅니다.')
    const { messages } = JSON.parse(body) as { messages: readonly SolapiMessage[] }
    const [message] = messages
    if (!message) return no(400, 'ValidationError', '메시지가 없습니다.')
    if (message.to.endsWith('0503')) return no(500, 'InternalError', '잠시 후 다시 시도해 주세요.')
    const objection = objectionTo(message)
    if (!objection) taken.push(message)
    return { status: 200, body: groupOf(message, objection, `M4V${taken.length}`) }
  }

  function objectionTo({ to, from, text = '', kakaoOptions }: SolapiMessage) {
    if (to.endsWith('0404')) return ['3014', '결번이거나 없는 번호입니다.'] as const
    if (to.endsWith('0400')) return ['1030', '허용되지 않은 내용입니다.'] as const
    if (!from || !account.senders.includes(from))
      return ['1062', '등록되지 않은 발신번호입니다.'] as const
    if (kakaoOptions?.templateId && /#\{/.test(text)) return ['3103', '템플릿 불일치'] as const
    return null
  }

  const { url: here } = await standIn((request, body) =>
    answerTo(request.headers.authorization ?? '', body.toString()),
  )
  const realFetch = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    return url.startsWith(REAL) ? realFetch(url.replace(REAL, here), init) : realFetch(input, init)
  }
  afterAll(() => {
    globalThis.fetch = realFetch
  })
  return { taken }
}

/** An answer with every field that the SDK asks for. */
function groupOf(
  message: SolapiMessage,
  objection: readonly [string, string] | null,
  messageId: string,
) {
  const [statusCode, statusMessage] = objection ?? ['2000', '정상 접수(이통사로 접수 예정)']
  const at = '2026-04-16T06:00:00.000Z'
  const shown = {
    to: message.to,
    from: message.from ?? '',
    type: message.type ?? '',
    country: '82',
  }
  const entry = { messageId, statusCode, statusMessage, customFields: message.customFields ?? {} }
  return {
    failedMessageList: objection ? [{ ...shown, ...entry, accountId: 'a' }] : [],
    messageList: objection ? [] : [entry],
    groupInfo: {
      count: {
        total: 1,
        sentTotal: 0,
        sentFailed: 0,
        sentSuccess: 0,
        sentPending: 0,
        sentReplacement: 0,
        refund: 0,
        registeredFailed: objection ? 1 : 0,
        registeredSuccess: objection ? 0 : 1,
      },
      countForCharge: Object.fromEntries(
        [
          'sms',
          'lms',
          'mms',
          'ata',
          'cta',
          'cti',
          'nsa',
          'rcs_sms',
          'rcs_lms',
          'rcs_mms',
          'rcs_tpl',
        ].map((name) => [name, {}]),
      ),
      balance: { requested: 0, replacement: 0, refund: 0, sum: 0 },
      point: { requested: 0, replacement: 0, refund: 0, sum: 0 },
      app: {
        profit: Object.fromEntries(
          [
            'sms',
            'lms',
            'mms',
            'ata',
            'cta',
            'cti',
            'nsa',
            'rcs_sms',
            'rcs_lms',
            'rcs_mms',
            'rcs_tpl',
          ].map((name) => [name, 0]),
        ),
        appId: null,
      },
      log: [],
      status: 'SENDING',
      allowDuplicates: false,
      isRefunded: false,
      accountId: 'a',
      masterAccountId: null,
      apiVersion: '4',
      groupId: 'G4V1',
      price: {},
      dateCreated: at,
      dateUpdated: at,
    },
  }
}
