/** What stands in a talk, page by page upwards, and the mark of who reads it. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { call, type ReplyOf } from '../../api.ts'

type ThreadPath =
  | 'GET /v1/me/talks/{talkId}/messages'
  | 'GET /v1/merchants/{merchantId}/talks/{talkId}/messages'

/** The messages of a talk, the newest page first. */
export function useThread<Path extends ThreadPath>(
  path: Path,
  params: Readonly<Record<string, string>>,
) {
  return useInfiniteQuery({
    queryKey: [path, params],
    queryFn: async ({ pageParam, signal }): Promise<ReplyOf<Path>> =>
      call(path, { params, query: { before: pageParam }, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ isMore, messages }: ReplyOf<Path>) =>
      isMore ? (messages.at(-1)?.number ?? null) : null,
  })
}

/** Moves the mark when something new stands on a screen that is looked at. */
export function useMark(
  lastNumber: number | undefined,
  read: number | undefined,
  mark: (number: number) => Promise<unknown>,
): void {
  const latest = useRef(mark)
  useEffect(() => {
    latest.current = mark
  })
  useEffect(() => {
    if (lastNumber === undefined || read === undefined || lastNumber <= read) return
    const look = () => {
      if (document.visibilityState !== 'visible') return
      // A mark that does not arrive is made good by the next.
      void latest.current(lastNumber).catch(() => undefined)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [lastNumber, read])
}
