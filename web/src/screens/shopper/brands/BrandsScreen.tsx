/** All brands by name, to be ticked one after the other; those ticked stand on top. */
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBuildingStore, IconMoodSearch, IconSearch, IconX } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { CategoryIcon } from '../../../parts/category.tsx'
import { byCursor, Endless } from '../../../parts/Endless.tsx'
import { GoLink, useGo, useGoBack } from '../../../parts/go.tsx'
import { useMe } from '../../../parts/me.ts'
import { ShopSign } from '../../../parts/PlaceCard.tsx'
import { brands as en } from '../../../text/en/brands.ts'
import { ui as uiEn } from '../../../text/en/ui.ts'
import { counted } from '../../../text/figures.ts'
import { brands as ko } from '../../../text/ko/brands.ts'
import { ui as uiKo } from '../../../text/ko/ui.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { FilterChip, FilterChips } from '../../../ui/FilterChip.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { AskConsents, useUnasked } from './AskConsents.tsx'
import styles from './brands.module.css'
import { useTicks, type Brand, type Ticks } from './use-ticks.ts'

const BRANDS = 'GET /v1/brands'
const TYPED_LETTERS_MAX = 60
/** Whoever is still typing does not ask yet. */
const PAUSE_MS = 180

export function BrandsScreen() {
  const t = useText({ ko, en })
  const back = useGoBack(links.me())
  const ticks = useTicks()
  const who = useMe()
  const [typed, setTyped] = useState('')
  const [category, setCategory] = useState<string | null>(null)
  const unasked = useUnasked(ticks.mine)
  const [isLater, setLater] = useState(false)
  const asks = unasked.length > 0 && !isLater
  return (
    <Page
      title={t.title}
      lead={t.lead}
      onBack={back}
      foot={asks && <AskConsents shops={unasked} onLater={() => setLater(true)} />}
    >
      {who.kind === 'nobody' ? <SignInFirst /> : <Mine ticks={ticks} />}
      <TextInput
        type="search"
        size="md"
        value={typed}
        maxLength={TYPED_LETTERS_MAX}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        placeholder={t.search}
        aria-label={t.search}
        leftSection={<IconSearch size={20} aria-hidden />}
      />
      <Kinds chosen={category} onChoose={setCategory} />
      <BrandList typed={typed} category={category} ticks={ticks} />
    </Page>
  )
}

function SignInFirst() {
  const t = useText({ ko, en }).signIn
  const ui = useText({ ko: uiKo, en: uiEn })
  const go = useGo()
  return (
    <Card tone="accent">
      <p className={styles.plain}>
        <b>{t.title}</b>
      </p>
      <p className={styles.soft}>{t.body}</p>
      <Button mih={48} onClick={() => go(links.signIn(links.brands()))}>
        {ui.signIn}
      </Button>
    </Card>
  )
}

/** What is ticked, in one line that is always there. */
function Mine({ ticks: { mine, change } }: { readonly ticks: Ticks }) {
  const t = useText({ ko, en })
  const all = mine ?? []
  return (
    <section className={styles.mine} aria-label={t.mine}>
      <div className={styles.head}>
        <h2 className={styles.heading} aria-live="polite">
          {t.mine}{' '}
          {all.length > 0 && (
            <span className={`${styles.count} figures`}>{t.mineCount(counted(all.length))}</span>
          )}
        </h2>
        {all.length > 0 && (
          <GoLink className={styles.manage} href={links.friends()}>
            {t.manage}
          </GoLink>
        )}
      </div>
      <div className={styles.strip}>
        {mine?.length === 0 && <span className={styles.none}>{t.mineNone}</span>}
        {all.map(({ merchant: { id, name } }) => (
          <button
            key={id}
            type="button"
            className={styles.chosen}
            aria-label={t.untick(name)}
            onClick={() => change({ merchantId: id, isOn: false })}
          >
            <span>{name}</span>
            <IconX size={16} aria-hidden />
          </button>
        ))}
      </div>
    </section>
  )
}

function Kinds({
  chosen,
  onChoose,
}: {
  readonly chosen: string | null
  readonly onChoose: (category: string | null) => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { data } = useQuery({ ...ask('GET /v1/categories'), staleTime: 3_600_000 })
  return (
    <div className={styles.kinds}>
      <FilterChips label={t.categories}>
        {(data?.items ?? []).map((row) => (
          <FilterChip
            key={row.id}
            isOn={chosen === row.id}
            onPress={() => onChoose(chosen === row.id ? null : row.id)}
          >
            <CategoryIcon category={row.id} size={18} />
            {row[language]}
          </FilterChip>
        ))}
      </FilterChips>
    </div>
  )
}

function BrandList({
  typed,
  category,
  ticks,
}: {
  readonly typed: string
  readonly category: string | null
  readonly ticks: Ticks
}) {
  const t = useText({ ko, en })
  const isPerson = useMe().kind === 'person'
  const go = useGo()
  const [words] = useDebouncedValue(typed.trim(), PAUSE_MS)
  const query = useInfiniteQuery({
    ...byCursor,
    queryKey: [BRANDS, words, category],
    queryFn: ({ pageParam, signal }) =>
      call(BRANDS, { query: { q: words || null, category, cursor: pageParam }, signal }),
    placeholderData: keepPreviousData,
  })
  const press = (brand: Brand, isOn: boolean) =>
    isPerson
      ? ticks.change({ merchantId: brand.merchant.id, isOn })
      : go(links.signIn(links.brands()))
  const nothing = words ? (
    <EmptyState icon={IconMoodSearch} title={t.nothing(words)}>
      {t.nothingBody}
    </EmptyState>
  ) : (
    <EmptyState icon={IconBuildingStore} title={t.empty}>
      {t.emptyBody}
    </EmptyState>
  )
  return (
    <Section title={words ? t.found(words) : t.list}>
      <Endless query={query} empty={nothing}>
        {(rows) => (
          <ul className={styles.list}>
            {rows.map((brand) => (
              <li key={brand.merchant.id}>
                <BrandRow
                  brand={brand}
                  isOn={ticks.isOn(brand)}
                  onChange={(isOn) => press(brand, isOn)}
                />
              </li>
            ))}
          </ul>
        )}
      </Endless>
    </Section>
  )
}

function BrandRow({
  brand: { merchant },
  isOn,
  onChange,
}: {
  readonly brand: Brand
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}) {
  const { language } = useLanguage()
  const { data } = useQuery({ ...ask('GET /v1/categories'), staleTime: 3_600_000 })
  const kind = data?.items.find(({ id }) => id === merchant.category)
  return (
    <label className={styles.brand}>
      <ShopSign category={merchant.category} color={merchant.color} />
      <span className={styles.words}>
        <span className={styles.name}>{merchant.name}</span>
        {kind && <span className={styles.kind}>{kind[language]}</span>}
      </span>
      <Checkbox
        size="lg"
        checked={isOn}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    </label>
  )
}
