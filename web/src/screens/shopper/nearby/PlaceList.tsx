/** The list that says the same as the map. */
import { Button } from '@mantine/core'
import { IconMapSearch, IconMoodSearch } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Answer } from '../../../parts/Answer.tsx'
import { PlaceCard } from '../../../parts/PlaceCard.tsx'
import { nearby as en } from '../../../text/en/nearby.ts'
import { nearby as ko } from '../../../text/ko/nearby.ts'
import { useText } from '../../../text/language.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import type { AroundPlace } from './around.ts'
import styles from './PlaceList.module.css'

type PlaceListProps = {
  readonly query: UseQueryResult<unknown>
  readonly places: readonly AroundPlace[]
  readonly search: string
  readonly isFiltered: boolean
  readonly onClear: () => void
  readonly chosenId: string | null
  readonly now: Date
}

export function PlaceList(props: PlaceListProps) {
  const { query, places, search, isFiltered, onClear, chosenId, now } = props
  const t = useText({ ko, en })
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (!chosenId) return
    list.current?.querySelector(`[data-place="${chosenId}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosenId])
  const worth = places.filter((place) => place.hasCoupon && place.isOpen).length
  return (
    <Answer query={query}>
      {() =>
        places.length === 0 ? (
          <Nothing search={search} isFiltered={isFiltered} onClear={onClear} />
        ) : (
          <>
            <h2 className={styles.title} aria-live="polite">
              {search ? t.found(places.length, search) : t.listTitle(places.length)}
              {worth > 0 && <span className={styles.worth}>{t.worthTitle(worth)}</span>}
            </h2>
            <ul className={styles.list} ref={list}>
              {places.map((place) => (
                <li key={place.id} data-place={place.id}>
                  <PlaceCard
                    place={place}
                    now={now}
                    worth={place.worth}
                    isChosen={place.id === chosenId}
                  />
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Answer>
  )
}

function Nothing({
  search,
  isFiltered,
  onClear,
}: {
  readonly search: string
  readonly isFiltered: boolean
  readonly onClear: () => void
}) {
  const t = useText({ ko, en })
  if (search) {
    return (
      <EmptyState icon={IconMoodSearch} title={t.empty.nothing(search)}>
        {t.empty.nothingBody}
      </EmptyState>
    )
  }
  if (isFiltered) {
    return (
      <EmptyState
        icon={IconMapSearch}
        title={t.empty.filtered}
        action={
          <Button variant="default" mih={48} onClick={onClear}>
            {t.empty.clear}
          </Button>
        }
      >
        {t.empty.filteredBody}
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={IconMapSearch} title={t.empty.title}>
      {t.empty.body}
    </EmptyState>
  )
}
