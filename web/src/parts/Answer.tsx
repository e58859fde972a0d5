/** The four states of a question to the server, in one place: loading, refused, broken, answered. */
import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api.ts'
import { links } from '../links.ts'
import { ui as en } from '../text/en/ui.ts'
import { ui as ko } from '../text/ko/ui.ts'
import { useText } from '../text/language.tsx'
import { useRefusalText } from '../text/refusal.ts'
import { Loading } from '../ui/Loading.tsx'
import { BrokenState, RefusedState } from '../ui/States.tsx'
import styles from './Answer.module.css'
import { useGo } from './go.tsx'

/** A question asked, or a list asked for page by page. */
type Asked<Data> = Pick<
  UseQueryResult<Data>,
  'data' | 'isError' | 'isPending' | 'fetchStatus' | 'error'
> & { readonly refetch: () => unknown }

type AnswerProps<Data> = {
  readonly query: Asked<Data>
  readonly loading?: ReactNode
  /** Instead of the usual words when the server says no. */
  readonly refused?: ReactNode
  readonly children: (data: Data) => ReactNode
}

/** Old data is shown rather than an error, with a line that says so. */
export function Answer<Data>({ query, loading, refused, children }: AnswerProps<Data>) {
  const t = useText({ ko, en })
  if (query.data !== undefined) {
    return (
      <>
        {(query.isError || query.fetchStatus === 'paused') && (
          <p className={styles.lastSeen}>{t.lastSeen}</p>
        )}
        {children(query.data)}
      </>
    )
  }
  if (query.isPending && query.fetchStatus !== 'paused') return <>{loading ?? <Loading />}</>
  const { error } = query
  if (error instanceof ApiProblem && error.status < 500) {
    return <>{refused ?? <Refusal error={error} />}</>
  }
  return (
    <BrokenState onRetry={() => void query.refetch()}>
      {error instanceof ApiProblem ? t.broken.server : t.broken.offline}
    </BrokenState>
  )
}

function Refusal({ error }: { readonly error: ApiProblem }) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const go = useGo()
  return (
    <RefusedState
      title={says(error)}
      action={
        error.status === 401 && (
          <Button mih={48} onClick={() => go(links.signIn(location.pathname))}>
            {t.signIn}
          </Button>
        )
      }
    />
  )
}
