/** Search and filters over the map. */
import { ActionIcon, Loader, TextInput } from '@mantine/core'
import { IconCurrentLocation, IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { CategoryIcon } from '../../../parts/category.tsx'
import { nearby as en } from '../../../text/en/nearby.ts'
import { nearby as ko } from '../../../text/ko/nearby.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { FilterChip, FilterChips } from '../../../ui/FilterChip.tsx'
import type { Filters } from './around.ts'
import styles from './Filterbar.module.css'

type FilterbarProps = {
  readonly typed: string
  readonly onTyped: (typed: string) => void
  readonly filters: Filters
  readonly onFilters: (filters: Filters) => void
  readonly onHere: () => void
  readonly isLooking: boolean
}

const TYPED_MAX = 60

export function Filterbar(props: FilterbarProps) {
  const { typed, onTyped, filters, onFilters, onHere, isLooking } = props
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const categories = useQuery({ ...ask('GET /v1/categories'), staleTime: 3_600_000 })
  return (
    <div className={styles.filterbar}>
      <div className={styles.search}>
        <TextInput
          className={styles.field ?? ''}
          classNames={{ input: styles.input ?? '' }}
          size="md"
          value={typed}
          maxLength={TYPED_MAX}
          onChange={(event) => onTyped(event.currentTarget.value)}
          placeholder={t.search}
          aria-label={t.search}
          type="search"
          leftSection={<IconSearch size={20} aria-hidden />}
          rightSection={
            typed && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={t.clear}
                onClick={() => onTyped('')}
              >
                <IconX size={18} />
              </ActionIcon>
            )
          }
        />
        <ActionIcon
          className={styles.here ?? ''}
          variant="default"
          size={48}
          radius="md"
          aria-label={t.here}
          onClick={onHere}
        >
          {isLooking ? <Loader size={20} /> : <IconCurrentLocation size={22} />}
        </ActionIcon>
      </div>
      <FilterChips label={t.filters}>
        <FilterChip
          isOn={filters.openNow}
          onPress={() => onFilters({ ...filters, openNow: !filters.openNow })}
        >
          {t.openNow}
        </FilterChip>
        <FilterChip
          isOn={filters.withCoupon}
          onPress={() => onFilters({ ...filters, withCoupon: !filters.withCoupon })}
        >
          {t.withCoupon}
        </FilterChip>
        {(categories.data?.items ?? []).map((row) => (
          <FilterChip
            key={row.id}
            isOn={filters.category === row.id}
            onPress={() =>
              onFilters({ ...filters, category: filters.category === row.id ? null : row.id })
            }
          >
            <CategoryIcon category={row.id} size={18} />
            {row[language]}
          </FilterChip>
        ))}
      </FilterChips>
    </div>
  )
}
