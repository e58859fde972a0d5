/** Where an event holds: the shops by name, or the nearest first once somebody presses for it. */
import { Button } from '@mantine/core'
import { IconBuildingStore, IconCurrentLocation } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../api.ts'
import { byCursor, Endless } from '../../../parts/Endless.tsx'
import { PlaceCard } from '../../../parts/PlaceCard.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { lookAround, positionOf, useWhereabouts } from '../../../parts/whereabouts.ts'
import { event as en } from '../../../text/en/events.ts'
import { nearby as nearbyEn } from '../../../text/en/nearby.ts'
import { counted } from '../../../text/figures.ts'
import { event as ko } from '../../../text/ko/events.ts'
import { nearby as nearbyKo } from '../../../text/ko/nearby.ts'
import { useText } from '../../../text/language.tsx'
import { Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import styles from './event.module.css'
import { nearestFirst, roughly } from './nearest.ts'

const PLACES = 'GET /v1/pages/{slug}/places'

export function Shops({ slug }: { readonly slug: string }) {
  const t = useText({ ko, en }).shops
  const now = useNow(60)
  const whereabouts = useWhereabouts()
  const [isNear, setNear] = useState(false)
  const here = isNear ? positionOf(whereabouts) : null
  const from = here && roughly(here)
  const query = useInfiniteQuery({
    ...byCursor,
    queryKey: [PLACES, slug, from],
    queryFn: ({ pageParam, signal }) =>
      call(PLACES, { params: { slug }, query: { cursor: pageParam, ...from }, signal }),
    placeholderData: keepPreviousData,
  })
  const total = query.data?.pages[0]?.total
  return (
    <Section title={total ? t.title(counted(total)) : t.name}>
      {total !== undefined && total > 0 && !here && (
        <Near
          kind={isNear ? whereabouts.kind : 'unasked'}
          onPress={() => {
            setNear(true)
            lookAround()
          }}
        />
      )}
      <Endless
        query={query}
        empty={
          <EmptyState icon={IconBuildingStore} title={t.none}>
            {t.noneBody}
          </EmptyState>
        }
      >
        {(shops) => (
          <>
            <p className="only-heard" role="status">
              {here ? t.isNear : t.isByName}
            </p>
            <ul className={styles.shops}>
              {nearestFirst(shops, here).map((shop) => (
                <li key={shop.id}>
                  <PlaceCard place={shop} now={now} withAddress />
                </li>
              ))}
            </ul>
          </>
        )}
      </Endless>
    </Section>
  )
}

function Near({
  kind,
  onPress,
}: {
  readonly kind: ReturnType<typeof useWhereabouts>['kind']
  readonly onPress: () => void
}) {
  const t = useText({ ko, en }).shops
  const nearby = useText({ ko: nearbyKo, en: nearbyEn })
  const says = { denied: nearby.denied, unavailable: nearby.unavailable }
  return (
    <>
      <Button
        variant="light"
        h={48}
        leftSection={<IconCurrentLocation size={20} aria-hidden />}
        loading={kind === 'asking'}
        onClick={onPress}
      >
        {t.near}
      </Button>
      <p className={styles.soft} role="status">
        {kind === 'denied' || kind === 'unavailable' ? says[kind] : t.nearHint}
      </p>
    </>
  )
}
