/** How near somebody must come to be noticed: the circle of the place on the map. */
import { Button, Slider } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { distance } from '../../../parts/format.ts'
import { LazyPinMap } from '../../../parts/map/LazyPinMap.tsx'
import type { PlacePage } from '../../../shapes.ts'
import { merchantFrame as frameEn } from '../../../text/en/merchant-frame.ts'
import { merchantSettings as en } from '../../../text/en/merchant-settings.ts'
import { merchantFrame as frameKo } from '../../../text/ko/merchant-frame.ts'
import { merchantSettings as ko } from '../../../text/ko/merchant-settings.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import type { Zone } from '../shapes.ts'
import styles from './settings.module.css'
import { useSave } from '../../../parts/use-save.ts'

const RADIUS_MIN = 30
const RADIUS_MAX = 500
const RADIUS_STEP = 10
const RADIUS_FIRST = 150

type Circle = Zone & { readonly shape: Extract<Zone['shape'], { kind: 'circle' }> }
const isCircle = (zone: Zone): zone is Circle => zone.shape.kind === 'circle'

export function ZoneSection({ place }: { readonly place: PlacePage }) {
  const t = useText({ ko, en })
  const zones = useQuery(ask('GET /v1/places/{placeId}/zones', { params: { placeId: place.id } }))
  return (
    <Section title={t.zone} hint={t.zoneHint}>
      <Answer query={zones} loading={<Loading count={1} />}>
        {({ items }) => {
          const circle = items.find(isCircle) ?? null
          return <ZoneCard key={circle?.id ?? 'new'} place={place} circle={circle} />
        }}
      </Answer>
    </Section>
  )
}

function ZoneCard({
  place,
  circle,
}: {
  readonly place: PlacePage
  readonly circle: Circle | null
}) {
  const t = useText({ ko, en })
  const frame = useText({ ko: frameKo, en: frameEn })
  const id = useId()
  const before = circle?.shape.radiusMeters ?? null
  const [radius, setRadius] = useState(before ?? RADIUS_FIRST)
  const [zoneId] = useState(() => circle?.id ?? newId())
  const bodyOf = (radiusMeters: number) => ({
    name: circle?.name ?? `${radiusMeters} m`,
    shape: { kind: 'circle' as const, center: { lng: place.lng, lat: place.lat }, radiusMeters },
  })
  const put = (radiusMeters: number) =>
    call('PUT /v1/zones/{zoneId}', { params: { zoneId }, body: bodyOf(radiusMeters) })
  const save = useSave({
    run: () =>
      circle
        ? put(radius)
        : call('POST /v1/places/{placeId}/zones', {
            params: { placeId: place.id },
            body: { id: zoneId, ...bodyOf(radius) },
          }),
    ...(before === null ? {} : { undo: () => put(before).then(() => setRadius(before)) }),
    after: () => refresh('GET /v1/places/{placeId}/zones'),
  })
  return (
    <Card>
      <p className={styles.says} id={id}>
        {before === null && radius === RADIUS_FIRST ? t.zoneNone : t.zoneSays(distance(radius))}
      </p>
      <LazyPinMap at={place} radiusMeters={radius} label={t.zoneMap} />
      <Slider
        aria-labelledby={id}
        thumbLabel={t.zoneRadius}
        size="lg"
        thumbSize={28}
        min={RADIUS_MIN}
        max={RADIUS_MAX}
        step={RADIUS_STEP}
        label={(value) => distance(value)}
        value={radius}
        onChange={setRadius}
      />
      {radius !== before && (
        <Button h={52} loading={save.isPending} onClick={() => save.mutate()}>
          {frame.save}
        </Button>
      )}
    </Card>
  )
}
