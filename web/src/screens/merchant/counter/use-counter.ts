/** Joins the counter's states to the server: asks, keeps the key until an answer came, makes sounds. */
import { useCallback, useEffect, useReducer, useRef } from 'react'
import { ApiProblem, call, isCode, isPassing, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import {
  counterAfter,
  openCounter,
  unansweredOf,
  type Asking,
  type Counter,
  type CounterEvent,
} from './counter.ts'
import { playAnswer } from '../../../parts/sounds.ts'
import type { OfflineTill } from '../../../parts/use-offline-till.ts'
import { acceptOffline, quoteOffline } from './by-itself.ts'
import { serverNowMs } from '../../../offline/clock.ts'

const TRIES_MAX = 3
const TRY_AGAIN_MS = 700
const keyOf = (placeId: string) => `golmok.counter.${placeId}`
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Tries a few times by itself before a person is asked to: most silences are short. */
async function untilAnswered<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run()
    } catch (error) {
      const isSilence = isPassing(error) || isCode(error, 'request.key-running')
      const isTurnedAway = error instanceof ApiProblem && error.status === 429
      if (!isSilence || isTurnedAway || tries === TRIES_MAX) throw error
      await wait(TRY_AGAIN_MS * tries)
    }
  }
}

function eventOf(error: unknown): CounterEvent {
  if (error instanceof ApiProblem && error.status < 500) {
    const { code, detail, more } = error
    return { kind: 'refusal', refusal: { code, says: detail, more } }
  }
  return { kind: 'silence' }
}

/** Asks the server; where nobody answers, this till answers by itself, if it can. */
async function quote(till: OfflineTill, asking: Asking, readAtMs: number): Promise<CounterEvent> {
  const { placeId } = till
  if (till.isOnline) {
    const answer = await quoteOnline(placeId, asking)
    if (answer.kind !== 'silence') return answer
    till.noteSilence()
  }
  const { code, billMinor } = asking
  return (await quoteOffline(placeId, { code, billMinor, readAtMs })) ?? { kind: 'silence' }
}

async function quoteOnline(placeId: string, { code, billMinor }: Asking): Promise<CounterEvent> {
  try {
    const answer = await untilAnswered(() =>
      call('POST /v1/places/{placeId}/redemptions/quote', {
        params: { placeId },
        body: { code, billMinor },
      }),
    )
    const { offerTitle, holderName, terms } = answer
    return {
      kind: 'quote',
      terms: {
        offerTitle,
        holderName,
        billMinor,
        discountMinor: answer.discountMinor ?? 0,
        payMinor: answer.payMinor ?? billMinor,
        promised: terms,
        isOffline: false,
      },
    }
  } catch (error) {
    return eventOf(error)
  }
}

/** Lets the server hold a code for this till; what is wrong with it is told once the bill is there. */
async function hold(placeId: string, code: string): Promise<void> {
  try {
    await call('POST /v1/places/{placeId}/redemptions/quote', {
      params: { placeId },
      body: { code, billMinor: null },
    })
  } catch {
    // The quote with the bill says why.
  }
}

async function redeem(
  placeId: string,
  { asking, terms }: Extract<Counter, { kind: 'redeeming' }>,
): Promise<CounterEvent> {
  const { code, billMinor, key } = asking
  try {
    const answer = await untilAnswered(() =>
      call('POST /v1/places/{placeId}/redemptions', {
        params: { placeId },
        body: { code, billMinor },
        idempotencyKey: key,
      }),
    )
    const redemption = { ...answer, promised: terms?.promised ?? null, isOffline: false }
    return { kind: 'answer', redemption, atMs: Date.now() }
  } catch (error) {
    return eventOf(error)
  }
}

/** What becomes of a question: the server's answer, or this till's own. */
function answerTo(
  till: OfflineTill,
  counter: Extract<Counter, { kind: 'quoting' | 'redeeming' }>,
  readAt: ReadonlyMap<string, number>,
): Promise<CounterEvent> {
  const { asking } = counter
  const readAtMs = readAt.get(asking.code) ?? serverNowMs()
  if (counter.kind === 'quoting') return quote(till, asking, readAtMs)
  if (!counter.terms?.isOffline) return redeem(till.placeId, counter)
  return acceptOffline(till.placeId, { ...asking, readAtMs }, counter.terms)
}

/** What the last page left without an answer. */
function leftOver(placeId: string): Asking | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(placeId)) ?? 'null')
    const isAsking =
      typeof kept === 'object' &&
      kept !== null &&
      'code' in kept &&
      'billMinor' in kept &&
      'key' in kept
    return isAsking ? (kept as Asking) : null
  } catch {
    return null
  }
}

export function useCounter(till: OfflineTill, hasSound: boolean) {
  const { placeId } = till
  const [counter, send] = useReducer(counterAfter, openCounter)
  const sound = useRef(hasSound)
  // When each code was read: its step is judged by then, however long the bill takes to type.
  const readAt = useRef(new Map<string, number>())
  const line = useRef(till)
  useEffect(() => {
    line.current = till
  })
  useEffect(() => {
    sound.current = hasSound
  }, [hasSound])

  useEffect(() => {
    const asking = leftOver(placeId)
    if (asking) send({ kind: 'recover', asking })
  }, [placeId])

  // Held while it is fresh: whoever types the bill slowly need not ask the guest again.
  const waiting = counter.kind === 'open' ? counter.code : null
  useEffect(() => {
    if (waiting !== null) void hold(placeId, waiting)
  }, [placeId, waiting])

  // Kept before the request leaves: a reload in between must not forget the key.
  const unanswered = unansweredOf(counter)
  useEffect(() => {
    if (unanswered) localStorage.setItem(keyOf(placeId), JSON.stringify(unanswered))
    else localStorage.removeItem(keyOf(placeId))
  }, [placeId, unanswered])

  useEffect(() => {
    if (counter.kind !== 'quoting' && counter.kind !== 'redeeming') return
    let isGone = false
    const asked = answerTo(line.current, counter, readAt.current)
    void asked.then((event) => {
      if (isGone) return
      if (sound.current && event.kind === 'answer') playAnswer('yes')
      if (sound.current && event.kind === 'refusal') playAnswer('no')
      if (event.kind === 'answer') void refresh('GET /v1/places/{placeId}/redemptions')
      void line.current.look()
      send(event)
    })
    return () => {
      isGone = true
    }
  }, [placeId, counter])

  return {
    counter,
    send,
    read: useCallback((code: string) => {
      readAt.current.set(code, serverNowMs())
      send({ kind: 'code', code, key: newId() })
    }, []),
    askPrice: useCallback(() => send({ kind: 'ask', key: newId() }), []),
  }
}
