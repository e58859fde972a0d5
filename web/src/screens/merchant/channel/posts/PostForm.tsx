/** Writing a post, or changing one: words, pictures, an offer, where and when. */
import {
  ActionIcon,
  Button,
  FileButton,
  NativeSelect,
  Select,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../../api.ts'
import { newId } from '../../../../ids.ts'
import styles from '../../../../parts/posts/posts.module.css'
import { PHOTO_TYPES, shrunk } from '../../../../parts/shrink.ts'
import { useSave } from '../../../../parts/use-save.ts'
import type { ShopPost } from '../../../../../../sdk/calls.ts'
import { posts as cardEn, shopPosts as en } from '../../../../text/en/posts.ts'
import { posts as cardKo, shopPosts as ko } from '../../../../text/ko/posts.ts'
import { useText } from '../../../../text/language.tsx'
import { useRefusalText } from '../../../../text/refusal.ts'
import { BigButton } from '../../../../ui/BigButton.tsx'
import { Sheet } from '../../../../ui/Sheet.tsx'
import { toast } from '../../../../ui/Toast.tsx'
import { useShop } from '../../shop.tsx'
import { useAllPlaces } from '../../use-all-places.ts'

const PICTURES_MAX = 10
const TEXT_LETTERS_MAX = 3_000
/** Of many branches a list shows so many; the others are found by their name. */
const SHOWN_MAX = 100

export function PostForm({
  post,
  isOut,
  onClose,
}: {
  readonly post: ShopPost | null
  /** Whether people see it already: its time stays then. */
  readonly isOut: boolean
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const places = useAllPlaces()
  const [id] = useState(() => post?.id ?? newId())
  const [text, setText] = useState(post?.text ?? '')
  const [pictureIds, setPictureIds] = useState<readonly string[]>(post?.pictureIds ?? [])
  const [offerId, setOfferId] = useState(post?.offerId ?? '')
  // Who runs some branches writes for these, and not for all.
  const isForAll = shop.placeIds === null
  const first = isForAll ? '' : (shop.placeIds[0] ?? '')
  const [placeId, setPlaceId] = useState(post?.placeId ?? first)
  const [when, setWhen] = useState('')
  const params = { merchantId: shop.id }
  const offers = useQuery(
    ask('GET /v1/merchants/{merchantId}/offers', { params, query: { show: 'open' } }),
  )
  const save = useSave({
    run: (isDraft: boolean) => {
      const body = {
        text,
        pictureIds,
        offerId: offerId || null,
        placeId: placeId || null,
        isDraft,
        publishAt: when === '' ? null : new Date(when).toISOString(),
      }
      return post
        ? call('PUT /v1/merchants/{merchantId}/posts/{postId}', {
            params: { ...params, postId: post.id },
            body,
          })
        : call('POST /v1/merchants/{merchantId}/posts', { params, body: { id, ...body } })
    },
    done: post ? t.saved : t.published,
    after: () => {
      onClose()
      return refresh('GET /v1/merchants/{merchantId}/posts')
    },
  })
  return (
    <Sheet isOpen onClose={onClose} title={post ? t.edit : t.write}>
      <div className={styles.form}>
        <Textarea
          size="md"
          label={t.text}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={TEXT_LETTERS_MAX}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Pictures ids={pictureIds} onChange={setPictureIds} />
        <NativeSelect
          size="md"
          label={t.offer}
          value={offerId}
          onChange={(event) => setOfferId(event.currentTarget.value)}
          data={[
            { value: '', label: t.noOffer },
            ...(offers.data?.items ?? []).map((offer) => ({ value: offer.id, label: offer.title })),
          ]}
        />
        {shop.places.length > 1 && (
          <Select
            label={t.place}
            searchable
            allowDeselect={false}
            limit={SHOWN_MAX}
            nothingFoundMessage={t.branches.noneFound}
            value={placeId}
            onChange={(value) => setPlaceId(value ?? first)}
            data={[
              ...(isForAll ? [{ value: '', label: t.allPlaces }] : []),
              ...places.map((place) => ({ value: place.id, label: place.name })),
            ]}
          />
        )}
        {!isOut && (
          <TextInput
            size="md"
            type="datetime-local"
            label={t.when}
            description={t.whenHint}
            value={when}
            onChange={(event) => setWhen(event.currentTarget.value)}
          />
        )}
        <BigButton
          loading={save.isPending}
          disabled={text.trim() === '' && pictureIds.length === 0}
          onClick={() => save.mutate(false)}
        >
          {isOut ? t.save : t.publish}
        </BigButton>
        {!isOut && (
          <Button variant="subtle" mih={48} onClick={() => save.mutate(true)}>
            {t.keepDraft}
          </Button>
        )}
      </div>
    </Sheet>
  )
}

function Pictures({
  ids,
  onChange,
}: {
  readonly ids: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}) {
  const t = useText({ ko, en })
  const card = useText({ ko: cardKo, en: cardEn })
  const says = useRefusalText()
  const shop = useShop()
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const added: string[] = []
      // One after the other: several at once are refused, and a phone has one line anyway.
      for (const file of files.slice(0, PICTURES_MAX - ids.length)) {
        const body = await shrunk(file)
        const params = { merchantId: shop.id }
        added.push((await call('POST /v1/merchants/{merchantId}/pictures', { params, body })).id)
      }
      return added
    },
    onSuccess: (added) => onChange([...ids, ...added]),
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  return (
    <div>
      <div className={styles.thumbs}>
        {ids.map((id, at) => (
          <span key={id} className={styles.thumb}>
            <img src={`/v1/pictures/${id}?size=small`} alt={card.picture(at + 1)} />
            <ActionIcon
              variant="filled"
              size={32}
              pos="absolute"
              top={4}
              right={4}
              aria-label={t.removePicture(at + 1)}
              onClick={() => onChange(ids.filter((other) => other !== id))}
            >
              <IconX size={18} />
            </ActionIcon>
          </span>
        ))}
      </div>
      <FileButton accept={PHOTO_TYPES} multiple onChange={(files) => upload.mutate(files)}>
        {(button) => (
          <Button
            {...button}
            variant="default"
            mih={48}
            mt="xs"
            loading={upload.isPending}
            disabled={ids.length >= PICTURES_MAX}
          >
            {ids.length === 0 ? t.pictures : t.pictureCount(ids.length)}
          </Button>
        )}
      </FileButton>
    </div>
  )
}
