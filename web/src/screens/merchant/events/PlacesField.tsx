/** At which branches an event holds; nothing to choose where there is one only. */
import { MultiSelect } from '@mantine/core'
import { events as en } from '../../../text/en/events.ts'
import { events as ko } from '../../../text/ko/events.ts'
import { useText } from '../../../text/language.tsx'
import { useShop } from '../shop.tsx'
import { useAllPlaces } from '../use-all-places.ts'
import { PLACES_MAX } from './event-form.ts'

/** Of many branches a list shows so many; the others are found by their name. */
const SHOWN_MAX = 100

export function PlacesField({
  placeIds,
  onChange,
}: {
  readonly placeIds: readonly string[]
  readonly onChange: (placeIds: readonly string[]) => void
}) {
  const t = useText({ ko, en }).form
  const shop = useShop()
  const places = useAllPlaces()
  if (shop.places.length <= 1) return null
  return (
    <MultiSelect
      size="md"
      label={t.places}
      description={t.placesHint}
      placeholder={placeIds.length === 0 ? t.allPlaces : ''}
      searchable
      clearable
      hidePickedOptions
      limit={SHOWN_MAX}
      maxValues={PLACES_MAX}
      nothingFoundMessage={t.noneFound}
      data={places.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...placeIds]}
      onChange={onChange}
    />
  )
}
