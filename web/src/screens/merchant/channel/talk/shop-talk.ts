/** A talk as the shop's screens know it, and how they look at it again. */
import { refresh } from '../../../../api.ts'
import type { ReplyTo } from '../../../../shapes.ts'

export const MESSAGES = 'GET /v1/merchants/{merchantId}/talks/{talkId}/messages'
type Read = ReplyTo<typeof MESSAGES>
export type ShopTalk = Read['talk']
export type ShopMessage = Read['messages'][number]

export const lookAgain = () =>
  refresh(
    MESSAGES,
    'GET /v1/merchants/{merchantId}/talks',
    'GET /v1/merchants/{merchantId}/talk-counts',
  )
