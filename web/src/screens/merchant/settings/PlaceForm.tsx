/** Name, address, phone and the pin of a place; a new one or one to change. */
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { LazyPinMap } from '../../../parts/map/LazyPinMap.tsx'
import { positionOf, useWhereabouts } from '../../../parts/whereabouts.ts'
import type { PlacePage } from '../../../shapes.ts'
import { merchantFrame as frameEn } from '../../../text/en/merchant-frame.ts'
import { merchantSettings as en } from '../../../text/en/merchant-settings.ts'
import { merchantSignUp as signUpEn } from '../../../text/en/merchant-sign-up.ts'
import { merchantFrame as frameKo } from '../../../text/ko/merchant-frame.ts'
import { merchantSettings as ko } from '../../../text/ko/merchant-settings.ts'
import { merchantSignUp as signUpKo } from '../../../text/ko/merchant-sign-up.ts'
import { useText } from '../../../text/language.tsx'
import { Card } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import { MAP_START } from '../../../parts/map/start.ts'
import { useSave } from '../../../parts/use-save.ts'
import styles from './settings.module.css'

type Fields = {
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly lng: number
  readonly lat: number
}

export function PlaceForm({
  place,
  onDone,
}: {
  readonly place: PlacePage | null
  readonly onDone?: () => void
}) {
  const t = useText({ ko, en })
  const signUp = useText({ ko: signUpKo, en: signUpEn })
  const frame = useText({ ko: frameKo, en: frameEn })
  const shop = useShop()
  const here = positionOf(useWhereabouts()) ?? shop.places[0] ?? MAP_START
  const before: Fields = {
    name: place?.name ?? shop.name,
    address: place?.address ?? '',
    phone: place?.phone ?? '',
    lng: place?.lng ?? here.lng,
    lat: place?.lat ?? here.lat,
  }
  const [fields, setFields] = useState(before)
  const [placeId] = useState(() => place?.id ?? newId())
  const set = (part: Partial<Fields>) => setFields({ ...fields, ...part })
  const bodyOf = ({ phone, ...rest }: Fields) => ({ ...rest, phone: phone.trim() || null })
  const patch = (body: Fields) =>
    call('PATCH /v1/places/{placeId}', { params: { placeId }, body: bodyOf(body) })
  const save = useSave({
    run: () =>
      place
        ? patch(fields)
        : call('POST /v1/merchants/{merchantId}/places', {
            params: { merchantId: shop.id },
            body: { id: placeId, ...bodyOf(fields) },
          }),
    ...(place ? { undo: () => patch(before).then(() => setFields(before)) } : {}),
    after: () => {
      onDone?.()
      return refresh('GET /v1/places/{placeId}', 'GET /v1/me/merchants')
    },
  })
  const isChanged = JSON.stringify(fields) !== JSON.stringify(before) || place === null
  return (
    <Card>
      <TextInput
        label={t.name}
        maxLength={80}
        value={fields.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <TextInput
        label={t.address}
        maxLength={200}
        value={fields.address}
        onChange={({ currentTarget }) => set({ address: currentTarget.value })}
      />
      <TextInput
        label={t.phone}
        type="tel"
        maxLength={30}
        value={fields.phone}
        onChange={({ currentTarget }) => set({ phone: currentTarget.value })}
      />
      <p className={styles.soft}>{signUp.placeHint}</p>
      <LazyPinMap
        at={fields}
        zoom={place ? 15 : 12.5}
        label={signUp.mapLabel}
        onMoved={({ lng, lat }) => set({ lng, lat })}
      />
      {isChanged && (
        <Button
          h={52}
          loading={save.isPending}
          disabled={fields.name.trim() === ''}
          onClick={() => save.mutate()}
        >
          {frame.save}
        </Button>
      )}
    </Card>
  )
}
