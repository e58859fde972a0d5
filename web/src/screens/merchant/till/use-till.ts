/** Joins the till's states to the server: asks, keeps the key until an answer came, makes sounds. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useReducer, useRef, useState } from 'react'
import { ApiProblem, call, isCode, isPassing, type ReplyOf } from '../../../api.ts'
import type { Refusal } from '../../../parts/refusal-words.ts'
import { playAnswer } from '../../../parts/sounds.ts'
import { keepBill, keepSent, keptBills, keptSent } from './kept.ts'
import {
  basketFields,
  openTill,
  tillAfter,
  type Basket,
  type Bill,
  type Making,
  type TillEvent,
} from './till.ts'

const TRIES_MAX = 3
const TRY_AGAIN_MS = 700
const TAPPING_MS = 150
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Why the server said no; null where nobody knows whether it did. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof ApiProblem) || error.status >= 500) return null
  return { code: error.code, says: error.detail, more: error.more }
}

/** Tries a few times by itself: a key makes it harmless, and most silences are short. */
async function untilAnswered<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run()
    } catch (error) {
      const isSilence = isPassing(error) || isCode(error, 'request.key-running')
      if (!isSilence || tries === TRIES_MAX) throw error
      await wait(TRY_AGAIN_MS * tries)
    }
  }
}

async function make(placeId: string, basket: Basket, making: Making): Promise<TillEvent> {
  const { key, holdMinutes, isPartial } = making
  try {
    const bill = await untilAnswered(() =>
      call('POST /v1/places/{placeId}/bills', {
        params: { placeId },
        body: { ...basketFields(basket), id: key, holdMinutes, isPartial },
        idempotencyKey: key,
      }),
    )
    return { kind: 'answer', bill, atMs: Date.now() }
  } catch (error) {
    const refusal = refusalOf(error)
    return refusal ? { kind: 'refusal', refusal } : { kind: 'silence' }
  }
}

export function useTill(placeId: string) {
  const [till, send] = useReducer(tillAfter, openTill, (open) => {
    const sent = keptSent(placeId)
    return sent ? tillAfter(open, { kind: 'recover', ...sent }) : open
  })
  const [bills, setBills] = useState(() => keptBills(placeId))
  // Kept before the request leaves: a reload in between must not forget the key.
  useEffect(() => {
    const isOut = till.kind === 'sending' || till.kind === 'unanswered'
    keepSent(placeId, isOut ? { basket: till.basket, making: till.making } : null)
  }, [placeId, till])
  const keep = useRef((bill: Bill) => setBills(keepBill(placeId, bill)))
  useEffect(() => {
    if (till.kind !== 'sending') return
    let isGone = false
    void make(placeId, till.basket, till.making).then((event) => {
      if (isGone) return
      if (event.kind === 'answer') keep.current(event.bill)
      playAnswer(event.kind === 'answer' ? 'yes' : 'no')
      send(event)
    })
    return () => {
      isGone = true
    }
  }, [placeId, till])
  return {
    till,
    send,
    bills,
    /** Shows a bill as it is now, and keeps it so. */
    look: (bill: Bill) => {
      keep.current(bill)
      send({ kind: 'look', bill })
    },
  }
}

/** What the basket comes to, always asked anew; the last answer stays until the next one is there. */
export function useQuote(placeId: string, basket: Basket) {
  const fields = JSON.stringify(basketFields(basket))
  const [settled] = useDebouncedValue(fields, TAPPING_MS)
  const quote = useQuery({
    queryKey: ['POST /v1/places/{placeId}/bills/quote', placeId, settled],
    queryFn: ({ signal }): Promise<ReplyOf<'POST /v1/places/{placeId}/bills/quote'>> =>
      call('POST /v1/places/{placeId}/bills/quote', {
        params: { placeId },
        body: JSON.parse(settled) as object,
        signal,
      }),
    enabled: basket.lines.length > 0,
    gcTime: 0,
    staleTime: 0,
    retry: 1,
    placeholderData: keepPreviousData,
  })
  return { quote, isSettled: fields === settled && !quote.isPlaceholderData && quote.isSuccess }
}

/** Whether a coupon may be put on the bill at all: it is held for this till from then on. */
export async function holdCode(placeId: string, codes: readonly string[]): Promise<Refusal | null> {
  try {
    await call('POST /v1/places/{placeId}/bills/quote', {
      params: { placeId },
      body: { codes, billMinor: 0 },
    })
    return null
  } catch (error) {
    return refusalOf(error) ?? { code: 'network', says: '', more: {} }
  }
}
