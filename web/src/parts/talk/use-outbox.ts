/** Sends what waits in the outbox of a talk, one after the other, also after the line was gone. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { isPassing } from '../../api.ts'
import { newId } from '../../ids.ts'
import { useRefusalText } from '../../text/refusal.ts'
import {
  nextToSend,
  readWaiting,
  refused,
  withAdded,
  without,
  type Outgoing,
  type Waiting,
} from './outbox.ts'

const AGAIN_MS = 4_000

export type Outbox = {
  readonly waiting: readonly Waiting[]
  readonly push: (content: Outgoing) => void
  readonly again: (id: string) => void
  readonly drop: (id: string) => void
}

/**
 * The outbox of one talk on this device.
 *
 * @param send hands one over; sent twice, it must be the same message
 */
export function useOutbox(name: string, send: (one: Waiting) => Promise<unknown>): Outbox {
  const key = `golmok.talk.${name}`
  const says = useRefusalText()
  const [waiting, setWaiting] = useState(() => readWaiting(localStorage.getItem(key)))
  const latest = useRef({ send, says })
  useEffect(() => {
    latest.current = { send, says }
  })
  const change = useCallback(
    (how: (rows: readonly Waiting[]) => readonly Waiting[]) => {
      // From the store, not from the screen: a send that ends after the screen is gone counts too.
      const rows = how(readWaiting(localStorage.getItem(key)))
      localStorage.setItem(key, JSON.stringify(rows))
      setWaiting(rows)
    },
    [key],
  )
  const next = nextToSend(waiting)
  const nextId = next?.id ?? null
  useEffect(() => {
    const one = nextToSend(readWaiting(localStorage.getItem(key)))
    if (nextId === null || one?.id !== nextId) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isSending = false
    const go = async () => {
      if (isSending) return
      isSending = true
      try {
        await latest.current.send(one)
        change((rows) => without(rows, one.id))
      } catch (error) {
        if (isPassing(error)) timer = setTimeout(() => void go(), AGAIN_MS)
        else change((rows) => refused(rows, one.id, latest.current.says(error)))
      } finally {
        isSending = false
      }
    }
    const goNow = () => {
      clearTimeout(timer)
      void go()
    }
    goNow()
    window.addEventListener('online', goNow)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', goNow)
    }
  }, [key, nextId, change])
  return {
    waiting,
    push: (content) => {
      const one = { id: newId(), content, at: new Date().toISOString(), whyNot: null }
      change((rows) => withAdded(rows, one))
    },
    again: (id) => change((rows) => refused(rows, id, null)),
    drop: (id) => change((rows) => without(rows, id)),
  }
}
