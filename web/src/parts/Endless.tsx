/** A list that comes page by page: its four states, and more of it on request. */
import { Button } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { merchantFrame as en } from '../text/en/merchant-frame.ts'
import { merchantFrame as ko } from '../text/ko/merchant-frame.ts'
import { useText } from '../text/language.tsx'
import { Answer } from './Answer.tsx'

type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null }

/** How every list of the API goes on; for `useInfiniteQuery`. */
export const byCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor,
}

export function Endless<Item>({
  query,
  loading,
  empty,
  children,
}: {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Item>>>
  readonly loading?: ReactNode
  readonly empty: ReactNode
  readonly children: (rows: readonly Item[]) => ReactNode
}) {
  const t = useText({ ko, en })
  return (
    <Answer query={query} loading={loading}>
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items)
        return rows.length === 0 ? (
          empty
        ) : (
          <>
            {children(rows)}
            {query.hasNextPage && (
              <Button
                variant="default"
                h={48}
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t.more}
              </Button>
            )}
          </>
        )
      }}
    </Answer>
  )
}
