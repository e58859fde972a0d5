/** What happens elsewhere, as it happens: the server's event stream, shared by all who listen. */
import { useEffect, useRef } from 'react'

/** `{}` for the person's own stream, `{ merchantId }` for a shop, `{ operator: true }`. */
export type TopicQuery = Readonly<Record<string, string | boolean>>
export type LiveHandlers = Readonly<Record<string, (data: Record<string, unknown>) => void>>

type Stream = {
  readonly listeners: Set<(name: string, data: Record<string, unknown>) => void>
  readonly names: Set<string>
  source: EventSource | null
  waiting: ReturnType<typeof setTimeout> | null
  tries: number
}

const WAIT_MS_MIN = 1_000
const WAIT_MS_MAX = 30_000
const streams = new Map<string, Stream>()

/** How long to wait before the next try: doubling, bounded, and spread so that not all come at once. */
export function waitMs(tries: number, chance: number): number {
  const full = Math.min(WAIT_MS_MAX, WAIT_MS_MIN * 2 ** tries)
  return Math.round(full * (0.5 + chance / 2))
}

function urlOf(topic: TopicQuery): string {
  const asked = new URLSearchParams()
  for (const [key, value] of Object.entries(topic)) asked.set(key, String(value))
  const tail = asked.toString()
  return tail ? `/v1/live?${tail}` : '/v1/live'
}

function hear(stream: Stream, source: EventSource, name: string): void {
  source.addEventListener(name, (event: MessageEvent<string>) => {
    const data = JSON.parse(event.data) as Record<string, unknown>
    for (const listener of stream.listeners) listener(name, data)
  })
}

function open(url: string, stream: Stream): void {
  const source = new EventSource(url, { withCredentials: true })
  stream.source = source
  for (const name of stream.names) hear(stream, source, name)
  source.addEventListener('open', () => {
    const wasAway = stream.tries > 0
    stream.tries = 0
    // What was said while we were away is lost: listeners look again for themselves.
    if (wasAway) for (const listener of stream.listeners) listener('back', {})
  })
  source.addEventListener('error', () => {
    source.close()
    if (stream.source !== source) return
    stream.source = null
    stream.waiting = setTimeout(() => open(url, stream), waitMs(stream.tries, Math.random()))
    stream.tries += 1
  })
}

function listen(
  url: string,
  names: readonly string[],
  listener: (name: string, data: Record<string, unknown>) => void,
): () => void {
  const known = streams.get(url)
  const stream: Stream = known ?? {
    listeners: new Set(),
    names: new Set(),
    source: null,
    waiting: null,
    tries: 0,
  }
  streams.set(url, stream)
  stream.listeners.add(listener)
  for (const name of names) {
    if (stream.names.has(name)) continue
    stream.names.add(name)
    if (stream.source) hear(stream, stream.source, name)
  }
  if (!known) open(url, stream)
  return () => {
    stream.listeners.delete(listener)
    if (stream.listeners.size > 0) return
    streams.delete(url)
    if (stream.waiting) clearTimeout(stream.waiting)
    stream.source?.close()
    stream.source = null
  }
}

/**
 * Runs a handler for each message by its name while the component is shown.
 *
 * Reconnects by itself, and then calls the handler named `back`: messages may have been missed.
 * A topic of null listens to nothing (nobody is signed in yet).
 */
export function useLive(topic: TopicQuery | null, handlers: LiveHandlers): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  const url = topic === null ? null : urlOf(topic)
  const names = Object.keys(handlers).join(' ')
  useEffect(() => {
    if (url === null || typeof EventSource === 'undefined') return
    return listen(url, names.split(' '), (name, data) => latest.current[name]?.(data))
  }, [url, names])
}
