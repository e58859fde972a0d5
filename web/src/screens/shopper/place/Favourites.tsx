/** Keeping a place, or all places of its brand, as a favourite. */
import { Switch } from '@mantine/core'
import { IconHeart, IconHearts, type TablerIcon } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, refresh } from '../../../api.ts'
import { useMe } from '../../../parts/me.ts'
import type { PlacePage } from '../../../shapes.ts'
import { place as en } from '../../../text/en/place.ts'
import { place as ko } from '../../../text/ko/place.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { toast } from '../../../ui/Toast.tsx'

export function Favourites({ place }: { readonly place: PlacePage }) {
  const t = useText({ ko, en })
  const who = useMe()
  if (who.kind !== 'person') return null
  return (
    <Rows>
      <Favourite
        icon={IconHeart}
        label={t.favouritePlace}
        path="places/{placeId}"
        id={place.id}
        isOn={place.isFavourite}
      />
      {place.merchantName !== place.name && (
        <Favourite
          icon={IconHearts}
          label={t.favouriteMerchant(place.merchantName)}
          path="merchants/{merchantId}"
          id={place.merchantId}
          isOn={place.isMerchantFavourite}
        />
      )}
    </Rows>
  )
}

function Favourite({
  icon,
  label,
  path,
  id,
  isOn,
}: {
  readonly icon: TablerIcon
  readonly label: string
  readonly path: 'places/{placeId}' | 'merchants/{merchantId}'
  readonly id: string
  readonly isOn: boolean
}) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const [shown, setShown] = useState(isOn)
  const set = useMutation({
    mutationFn: (next: boolean) =>
      call(`${next ? 'PUT' : 'DELETE'} /v1/me/favourites/${path}`, {
        params: { placeId: id, merchantId: id },
      }),
    onMutate: setShown,
    onSuccess: async (_, next) => {
      toast({
        says: next ? t.favouriteOn : t.favouriteOff,
        onUndo: () => set.mutate(!next),
      })
      await refresh('GET /v1/me/favourites', 'GET /v1/places/{placeId}')
    },
    onError: (error, next) => {
      setShown(!next)
      toast({ says: says(error), tone: 'no' })
    },
  })
  return (
    <Row
      icon={icon}
      title={label}
      end={
        <Switch
          aria-label={label}
          checked={shown}
          onChange={(event) => set.mutate(event.currentTarget.checked)}
        />
      }
    />
  )
}
