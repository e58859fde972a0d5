/** Who gets the news, narrowed as far as wanted, with about how many that leaves. */
import { Chip, Group, SegmentedControl, Switch, TagsInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../../../api.ts'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { channelFriends as friendsEn } from '../../../text/en/merchant-channel.ts'
import { counted } from '../../../text/figures.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { channelFriends as friendsKo } from '../../../text/ko/merchant-channel.ts'
import { useText } from '../../../text/language.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { Card } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import { WayChoice } from '../WayChoice.tsx'
import {
  audienceOf,
  type BroadcastForm,
  type Language,
  type LastVisit,
  type Segment,
  type Since,
} from './broadcast-form.ts'
import styles from './channel.module.css'
import type { StepProps } from './ContentStep.tsx'

const segments = ['new', 'returning', 'regular', 'lapsed'] as const satisfies Segment[]
const sources = ['qr', 'receipt', 'tag', 'place-page', 'brand-list', 'invitation', 'app'] as const
const sinces = ['any', 'new', 'old'] as const satisfies Since[]
const lastVisits = ['any', 'lately', 'long-ago'] as const satisfies LastVisit[]
const visitsLeast = ['1', '2', '5'] as const
const languages = ['ko', 'en'] as const satisfies Language[]
const TAGS_MAX = 20
/** Whoever is still choosing does not ask yet. */
const PAUSE_MS = 300

export function AudienceStep({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  return (
    <div className={styles.form}>
      <ChoiceCards
        label={t.questions.audience}
        value={form.isForAll ? 'all' : 'some'}
        onChoose={(value) => onChange({ isForAll: value === 'all' })}
        choices={[
          { value: 'all', title: t.everyone, hint: t.everyoneHint },
          { value: 'some', title: t.some, hint: t.someHint },
        ]}
      />
      <Reach form={form} />
      {!form.isForAll && <Narrowing form={form} onChange={onChange} />}
      <WayChoice
        audience={audienceOf(form)}
        chosen={form.ways}
        onChoose={(ways) => onChange({ ways })}
      />
    </div>
  )
}

function Narrowing({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  const names = useText({ ko: friendsKo, en: friendsEn }).source
  const sinceNames = { any: t.sinceAny, new: t.sinceNew, old: t.sinceOld }
  return (
    <>
      <Chips
        label={t.segments}
        all={segments}
        nameOf={(segment) => t.segment[segment]}
        chosen={form.segments}
        onChoose={(chosen) => onChange({ segments: chosen })}
      />
      <Chips
        label={t.sources}
        all={sources}
        nameOf={(source) => names[source]}
        chosen={form.sources}
        onChoose={(chosen) => onChange({ sources: chosen })}
      />
      <OneOf
        label={t.since}
        all={sinces}
        nameOf={(since) => sinceNames[since]}
        chosen={form.since}
        onChoose={(since) => onChange({ since })}
      />
      <Visits form={form} onChange={onChange} />
      <Chips
        label={t.languages}
        all={languages}
        nameOf={(language) => t.language[language]}
        chosen={form.languages}
        onChoose={(chosen) => onChange({ languages: chosen })}
      />
      <TagsInput
        size="md"
        label={t.tags}
        description={t.tagsHint}
        maxTags={TAGS_MAX}
        value={[...form.tags]}
        onChange={(tags) => onChange({ tags })}
      />
      <Switch
        size="md"
        label={t.onlyRedeemers}
        checked={form.isForRedeemers}
        onChange={({ currentTarget }) => onChange({ isForRedeemers: currentTarget.checked })}
      />
      <Switch
        size="md"
        label={t.favourites}
        checked={form.isForFavourers}
        onChange={({ currentTarget }) => onChange({ isForFavourers: currentTarget.checked })}
      />
    </>
  )
}

/** Where people were: of those who allow it only, and the page says so. */
function Visits({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  const { places } = useShop()
  return (
    <>
      <OneOf
        label={t.lastVisit}
        all={lastVisits}
        nameOf={(lastVisit) => t.lastVisits[lastVisit]}
        chosen={form.lastVisit}
        onChoose={(lastVisit) => onChange({ lastVisit })}
      />
      <OneOf
        label={t.visits}
        all={visitsLeast}
        nameOf={(least) => (least === '1' ? t.visitsAny : t.visitsLeast(Number(least)))}
        chosen={String(form.visitsMin)}
        onChoose={(least) => onChange({ visitsMin: Number(least) })}
      />
      {places.length > 1 && (
        <Chips
          label={t.visitPlaces}
          all={places.map(({ id }) => id)}
          nameOf={(id) => places.find((place) => place.id === id)?.name ?? ''}
          chosen={form.visitPlaceIds}
          onChoose={(chosen) => onChange({ visitPlaceIds: chosen })}
        />
      )}
      <p className={styles.soft}>{t.visitsNote}</p>
    </>
  )
}

function OneOf<Value extends string>({
  label,
  all,
  nameOf,
  chosen,
  onChoose,
}: {
  readonly label: string
  readonly all: readonly Value[]
  readonly nameOf: (value: Value) => string
  readonly chosen: string
  readonly onChoose: (chosen: Value) => void
}) {
  return (
    <fieldset className={styles.fieldset}>
      <legend>{label}</legend>
      <SegmentedControl
        fullWidth
        size="md"
        aria-label={label}
        value={chosen}
        onChange={(next) => {
          const found = all.find((value) => value === next)
          if (found !== undefined) onChoose(found)
        }}
        data={all.map((value) => ({ value, label: nameOf(value) }))}
      />
    </fieldset>
  )
}

function Chips<Value extends string>({
  label,
  all,
  nameOf,
  chosen,
  onChoose,
}: {
  readonly label: string
  readonly all: readonly Value[]
  readonly nameOf: (value: Value) => string
  readonly chosen: readonly string[]
  readonly onChoose: (chosen: readonly Value[]) => void
}) {
  return (
    <fieldset className={styles.fieldset}>
      <legend>{label}</legend>
      <Chip.Group
        multiple
        value={[...chosen]}
        onChange={(next) => onChoose(all.filter((value) => next.includes(value)))}
      >
        <Group gap="xs">
          {all.map((value) => (
            <Chip key={value} value={value} size="lg">
              {nameOf(value)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </fieldset>
  )
}

/** About how many are left, asked anew as the conditions change. */
function Reach({ form }: { readonly form: BroadcastForm }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const [audience] = useDebouncedValue(JSON.stringify(audienceOf(form)), PAUSE_MS)
  const path = 'POST /v1/merchants/{merchantId}/reach'
  const { data } = useQuery({
    queryKey: [path, shop.id, audience],
    queryFn: ({ signal }) =>
      call(path, {
        params: { merchantId: shop.id },
        body: { audience: JSON.parse(audience) as unknown },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  const people = data ? t.people(counted(data.people)) : '…'
  const says = data?.isFew ? t.reachFew : form.isForAll ? t.reachAll(people) : t.reach(people)
  return (
    <Card tone="accent">
      <p className={styles.sentence} aria-live="polite">
        {says}
      </p>
      {!form.isForAll && <p className={styles.soft}>{t.reachNote}</p>}
    </Card>
  )
}
