/** Which friends, one question a fold: each says what is chosen, and opens to choose. */
import { Chip, Group, SegmentedControl, Switch, TagsInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { channelFriends as friendsEn } from '../../../text/en/merchant-channel.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { channelFriends as friendsKo } from '../../../text/ko/merchant-channel.ts'
import { useText } from '../../../text/language.tsx'
import { Fold, Folds } from '../../../ui/Fold.tsx'
import { useShop } from '../shop.tsx'
import { audienceParts, wordsOf, type AudiencePart } from './audience-words.ts'
import {
  audienceOf,
  type Language,
  type LastVisit,
  type Segment,
  type Since,
  type Source,
} from './broadcast-form.ts'
import styles from './channel.module.css'
import type { StepProps } from './ContentStep.tsx'
import { useAudienceWording } from './use-audience-wording.ts'

const segments = ['new', 'returning', 'regular', 'lapsed'] as const satisfies Segment[]
const sources = [
  'qr',
  'receipt',
  'tag',
  'place-page',
  'brand-list',
  'invitation',
  'app',
] as const satisfies Source[]
const sinces = ['any', 'new', 'old'] as const satisfies Since[]
const lastVisits = ['any', 'lately', 'long-ago'] as const satisfies LastVisit[]
const visitsLeast = ['1', '2', '5'] as const
const languages = ['ko', 'en'] as const satisfies Language[]
const TAGS_MAX = 20

export function Narrowing({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  const words = wordsOf(audienceOf(form), useAudienceWording())
  const questions: Readonly<Record<AudiencePart, ReactNode>> = {
    often: (
      <Chips
        label={t.segments}
        all={segments}
        nameOf={(segment) => t.segment[segment]}
        chosen={form.segments}
        onChoose={(chosen) => onChange({ segments: chosen })}
      />
    ),
    since: <Beginnings form={form} onChange={onChange} />,
    visits: <Visits form={form} onChange={onChange} />,
    tags: (
      <TagsInput
        size="md"
        label={t.tags}
        description={t.tagsHint}
        maxTags={TAGS_MAX}
        value={[...form.tags]}
        onChange={(tags) => onChange({ tags })}
      />
    ),
    likes: <Likes form={form} onChange={onChange} />,
    languages: (
      <Chips
        label={t.languages}
        all={languages}
        nameOf={(language) => t.language[language]}
        chosen={form.languages}
        onChoose={(chosen) => onChange({ languages: chosen })}
      />
    ),
  }
  return (
    <Folds>
      {audienceParts.map((part) => (
        <Fold
          key={part}
          title={t.parts[part]}
          says={words[part].join(' · ') || t.askedNothing}
          isAnswered={words[part].length > 0}
        >
          {questions[part]}
        </Fold>
      ))}
    </Folds>
  )
}

/** When and where they became friends. */
function Beginnings({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  const names = useText({ ko: friendsKo, en: friendsEn }).source
  const sinceNames = { any: t.sinceAny, new: t.sinceNew, old: t.sinceOld }
  return (
    <>
      <OneOf
        label={t.since}
        all={sinces}
        nameOf={(since) => sinceNames[since]}
        chosen={form.since}
        onChoose={(since) => onChange({ since })}
      />
      <Chips
        label={t.sources}
        all={sources}
        nameOf={(source) => names[source]}
        chosen={form.sources}
        onChoose={(chosen) => onChange({ sources: chosen })}
      />
    </>
  )
}

function Likes({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  return (
    <>
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
