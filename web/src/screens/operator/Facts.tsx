/** The log of facts, live: filter it, open one, and walk to what it caused. */
import { Button, Switch, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { dateAndClock } from '../../parts/format.ts'
import { useNow } from '../../parts/use-now.ts'
import { operator as en } from '../../text/en/operator.ts'
import { operator as ko } from '../../text/ko/operator.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { BrokenState } from '../../ui/States.tsx'
import { FactDetail } from './FactDetail.tsx'
import { useNames } from './names.ts'
import styles from './operator.module.css'
import type { Fact } from './shapes.ts'

const PAGE = 40
const LOOK_EVERY_MS = 2_000
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function useFacts(name: string, about: string, isLive: boolean) {
  const facts = useInfiniteQuery({
    queryKey: ['GET /v1/operator/facts', { name, about }, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/operator/facts', {
        query: { limit: PAGE, cursor: pageParam, name: name || null, about: about || null },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      // Pages further down are history: refreshing them all would only shift what one reads.
      isLive && (state.data?.pages.length ?? 0) <= 1 ? LOOK_EVERY_MS : false,
  })
  return { facts, rows: facts.data?.pages.flatMap(({ items }) => items) ?? [] }
}

export function Facts({ startAt }: { readonly startAt: number | null }) {
  const t = useText({ ko, en })
  const { factOf } = useNames()
  const [name, setName] = useState('')
  const [typed, setTyped] = useState('')
  const [isLive, setLive] = useState(true)
  const [picked, setPicked] = useState<Fact | null | undefined>(undefined)
  const [wantedName] = useDebouncedValue(name.trim(), 300)
  const [wantedId] = useDebouncedValue(typed.trim().toLowerCase(), 300)
  const { facts, rows } = useFacts(wantedName, uuid.test(wantedId) ? wantedId : '', isLive)
  useLive({ operator: true }, { back: () => void facts.refetch() })
  // Until one is picked (or closed), the fact that led here is open.
  const chosen = picked === undefined ? (rows.find(({ id }) => id === startAt) ?? null) : picked
  const names = [...new Set(rows.map((row) => row.name))].toSorted()
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t.factsHint}</p>
      <div className={styles.filters}>
        <TextInput
          label={t.factsName}
          placeholder={t.factsAnyName}
          list="fact-names"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <datalist id="fact-names">
          {names.map((one) => (
            <option key={one} value={one}>
              {factOf(one)}
            </option>
          ))}
        </datalist>
        <TextInput
          label={t.factsAbout}
          placeholder="0192…"
          spellCheck={false}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Switch
          label={t.factsLive}
          checked={isLive}
          onChange={({ currentTarget }) => setLive(currentTarget.checked)}
        />
      </div>
      <div className={styles.split}>
        <div className={styles.list}>
          {facts.isPending && <Loading />}
          {facts.isError && rows.length === 0 && (
            <BrokenState onRetry={() => void facts.refetch()} />
          )}
          {facts.isSuccess && rows.length === 0 && <p className={styles.soft}>{t.factsEmpty}</p>}
          {rows.length > 0 && (
            <FactList rows={rows} chosenId={chosen?.id ?? null} onChoose={setPicked} />
          )}
          {facts.hasNextPage && (
            <Button
              variant="default"
              h={48}
              loading={facts.isFetchingNextPage}
              onClick={() => void facts.fetchNextPage()}
            >
              {t.factsMore}
            </Button>
          )}
        </div>
        <div className={styles.detail}>
          {chosen ? (
            <FactDetail
              key={chosen.id}
              fact={chosen}
              onChoose={setPicked}
              onName={setName}
              onAbout={setTyped}
              onClose={() => setPicked(null)}
            />
          ) : (
            <p className={styles.soft}>{t.factChoose}</p>
          )}
        </div>
      </div>
    </div>
  )
}

export function FactList({
  rows,
  chosenId,
  onChoose,
}: {
  readonly rows: readonly Fact[]
  readonly chosenId: number | null
  readonly onChoose: (fact: Fact) => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const { factOf } = useNames()
  return (
    <ul className={styles.facts} aria-label={t.facts}>
      {rows.map((fact) => (
        <li key={fact.id}>
          <button
            type="button"
            className={styles.fact}
            aria-pressed={fact.id === chosenId}
            onClick={() => onChoose(fact)}
          >
            <span className={styles.factName}>
              {factOf(fact.name)}
              <span className={styles.code}>{fact.name}</span>
            </span>
            <span className={`${styles.factMore} figures`}>
              #{fact.id} · {dateAndClock(new Date(fact.at), now, language)}
              {fact.subjectId && ` · …${fact.subjectId.slice(-6)}`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
