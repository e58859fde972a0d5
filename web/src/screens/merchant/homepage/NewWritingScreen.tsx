/** 한 번에 쓰기: title, text, a photo, a coupon; once, for every medium. */
import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { useGo } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import { homepage as en } from '../../../text/en/homepage.ts'
import { homepage as ko } from '../../../text/ko/homepage.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PickOffer } from '../PickOffer.tsx'
import { PictureField } from '../PictureField.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import styles from './homepage.module.css'

const TITLE_LETTERS_MAX = 80
const BODY_LETTERS_MAX = 2_000

export function NewWritingScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  // One id for one writing: pressed twice, it is published once.
  const [id] = useState(newId)
  const [title, setTitle] = useState('')
  const [body, setBody] = useState('')
  const [pictureId, setPicture] = useState<string | null>(null)
  const [offerId, setOffer] = useState<string | null>(null)
  const [placeId, setPlace] = useState<string | null>(null)
  const publish = useSave({
    run: () => {
      const params = { merchantId: shop.id }
      const written = { id, title: title.trim(), body, pictureId, offerId, placeId }
      return call('POST /v1/merchants/{merchantId}/writings', { params, body: written })
    },
    done: t.published,
    after: async () => {
      await refresh('GET /v1/merchants/{merchantId}/writings')
      go(links.writing(shop.id, id), { replace: true })
    },
  })
  const isReady = title.trim() !== '' && body.trim() !== ''
  return (
    <Page title={t.newTitle} onBack={() => go(links.homepage(shop.id))}>
      <OwnerOnly>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            publish.mutate()
          }}
        >
          <TextInput
            size="md"
            label={t.headline}
            placeholder={t.headlinePlaceholder}
            maxLength={TITLE_LETTERS_MAX}
            value={title}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          />
          <Textarea
            size="md"
            label={t.body}
            placeholder={t.bodyPlaceholder}
            autosize
            minRows={5}
            maxRows={16}
            maxLength={BODY_LETTERS_MAX}
            value={body}
            onChange={({ currentTarget }) => setBody(currentTarget.value)}
          />
          <PictureField label={t.photo} pictureId={pictureId} onChange={setPicture} />
          <PickOffer
            label={t.offer}
            none={t.noOffer}
            value={offerId}
            onChoose={(next) => setOffer(next)}
          />
          {shop.places.length > 1 && (
            <Select
              size="md"
              label={t.place}
              allowDeselect={false}
              data={[
                { value: '', label: t.allPlaces },
                ...shop.places.map((place) => ({ value: place.id, label: place.name })),
              ]}
              value={placeId ?? ''}
              onChange={(next) => setPlace(next || null)}
            />
          )}
          <Button type="submit" h={52} disabled={!isReady} loading={publish.isPending}>
            {t.publish}
          </Button>
        </form>
      </OwnerOnly>
    </Page>
  )
}
