/** Where news goes beside the inbox: the ways this market has, whom they reach and what they cost. */
import { Checkbox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { won } from '../../parts/format.ts'
import { wayChoice as en } from '../../text/en/way-choice.ts'
import { ways as namesEn } from '../../text/en/ways.ts'
import { counted } from '../../text/figures.ts'
import { wayChoice as ko } from '../../text/ko/way-choice.ts'
import { ways as namesKo } from '../../text/ko/ways.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import type { WayName } from './shapes.ts'
import { useShop } from './shop.tsx'
import styles from './WayChoice.module.css'

/** Whoever is still choosing does not ask yet. */
const PAUSE_MS = 300

export function WayChoice({
  audience,
  chosen,
  onChoose,
}: {
  /** Whose reach is told; null where nobody can be counted beforehand. */
  readonly audience: object | null
  readonly chosen: readonly WayName[]
  readonly onChoose: (ways: readonly WayName[]) => void
}) {
  const t = useText({ ko, en })
  const { names } = useText({ ko: namesKo, en: namesEn })
  const { language } = useLanguage()
  const shop = useShop()
  const [asked] = useDebouncedValue(JSON.stringify(audience ?? {}), PAUSE_MS)
  const path = 'POST /v1/merchants/{merchantId}/way-reach'
  const { data } = useQuery({
    queryKey: [path, shop.id, asked],
    queryFn: ({ signal }) =>
      call(path, {
        params: { merchantId: shop.id },
        body: { audience: JSON.parse(asked) as object },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  // A market without other ways has nothing to ask; one that is not reached says so at the next step.
  if (!data || data.items.length === 0) return null
  return (
    <fieldset className={styles.fieldset}>
      <legend>{t.label}</legend>
      <p className={styles.soft}>{t.hint}</p>
      {data.items.map(({ way, people, isFew, priceMinor, left }) => {
        const reach = isFew ? t.few : t.reach(t.people(counted(people)))
        const price = priceMinor === 0 ? t.free : t.price(won(priceMinor, language))
        const room = left === 0 ? t.none : t.left(counted(left))
        const says = [...(audience === null ? [] : [reach]), price, room]
        return (
          <Checkbox
            key={way}
            size="md"
            className={styles.way ?? ''}
            label={names[way]}
            description={says.join(' · ')}
            disabled={left === 0 && !chosen.includes(way)}
            checked={chosen.includes(way)}
            onChange={({ currentTarget }) => {
              const rest = chosen.filter((each) => each !== way)
              onChoose(currentTarget.checked ? [...rest, way] : rest)
            }}
          />
        )
      })}
    </fieldset>
  )
}
