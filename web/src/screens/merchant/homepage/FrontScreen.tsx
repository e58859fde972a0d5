/** 우리 가게 홈페이지: what stands on the page of a place beside what is known of it. */
import { ActionIcon, Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconBuildingStore, IconExternalLink, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { homepage as en } from '../../../text/en/homepage.ts'
import { homepage as ko } from '../../../text/ko/homepage.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { PictureField } from '../PictureField.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import styles from './homepage.module.css'

type Front = ReplyTo<'GET /v1/places/{placeId}/front'>
type Line = { readonly name: string; readonly priceMinor: number | '' }

const INTRO_LETTERS_MAX = 500
const SLUG_LETTERS_MAX = 40
const MENU_LINES_MAX = 12
const NAME_LETTERS_MAX = 60
const PRICE_MAX = 100_000_000

export function FrontScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const [chosen, setChosen] = useState<string | null>(null)
  const placeId = chosen ?? shop.places[0]?.id ?? null
  return (
    <Page title={t.frontTitle} lead={t.frontLead} onBack={() => go(links.homepage(shop.id))}>
      <OwnerOnly>
        {shop.places.length > 1 && (
          <Select
            size="md"
            label={t.place}
            allowDeselect={false}
            data={shop.places.map(({ id, name }) => ({ value: id, label: name }))}
            value={placeId}
            onChange={setChosen}
          />
        )}
        {placeId ? (
          <PlaceFront key={placeId} placeId={placeId} />
        ) : (
          <EmptyState icon={IconBuildingStore} title={t.noPlace}>
            {t.noPlaceBody}
          </EmptyState>
        )}
      </OwnerOnly>
    </Page>
  )
}

function PlaceFront({ placeId }: { readonly placeId: string }) {
  const front = useQuery(ask('GET /v1/places/{placeId}/front', { params: { placeId } }))
  return (
    <Answer query={front} loading={<Loading kind="page" />}>
      {(found) => <FrontForm placeId={placeId} front={found} />}
    </Answer>
  )
}

function FrontForm({ placeId, front }: { readonly placeId: string; readonly front: Front }) {
  const t = useText({ ko, en })
  const [slug, setSlug] = useState(front.slug ?? '')
  const [intro, setIntro] = useState(front.intro)
  const [pictureId, setPicture] = useState<string | null>(front.pictureId)
  const [menu, setMenu] = useState<readonly Line[]>(front.menu)
  const save = useSave({
    run: () => {
      const lines = menu.flatMap(({ name, priceMinor }) =>
        name.trim() === '' || priceMinor === '' ? [] : [{ name: name.trim(), priceMinor }],
      )
      const body = { slug: slug.trim() || null, intro, pictureId, menu: lines }
      return call('PUT /v1/places/{placeId}/front', { params: { placeId }, body })
    },
    done: t.saved,
    after: () => refresh('GET /v1/places/{placeId}/front'),
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Button
        component="a"
        variant="default"
        h={48}
        href={links.webPage(front.slug ?? placeId)}
        leftSection={<IconExternalLink size={20} aria-hidden />}
      >
        {t.see}
      </Button>
      <Textarea
        size="md"
        label={t.intro}
        placeholder={t.introPlaceholder}
        autosize
        minRows={3}
        maxLength={INTRO_LETTERS_MAX}
        value={intro}
        onChange={({ currentTarget }) => setIntro(currentTarget.value)}
      />
      <PictureField label={t.cover} pictureId={pictureId} onChange={setPicture} />
      <MenuLines menu={menu} onChange={setMenu} />
      <TextInput
        size="md"
        label={t.slug}
        description={t.slugHint}
        placeholder={t.slugPlaceholder}
        maxLength={SLUG_LETTERS_MAX}
        value={slug}
        onChange={({ currentTarget }) => setSlug(currentTarget.value)}
      />
      <Button type="submit" h={52} loading={save.isPending}>
        {t.save}
      </Button>
    </form>
  )
}

function MenuLines({
  menu,
  onChange,
}: {
  readonly menu: readonly Line[]
  readonly onChange: (menu: readonly Line[]) => void
}) {
  const t = useText({ ko, en })
  const change = (at: number, line: Partial<Line>) =>
    onChange(menu.map((one, index) => (index === at ? { ...one, ...line } : one)))
  return (
    <Section title={t.menu} hint={t.menuHint}>
      {menu.map((line, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line is nothing but its place
        <div className={styles.menu} key={at}>
          <TextInput
            size="md"
            aria-label={t.menuName}
            placeholder={t.menuName}
            maxLength={NAME_LETTERS_MAX}
            value={line.name}
            onChange={({ currentTarget }) => change(at, { name: currentTarget.value })}
          />
          <NumberInput
            size="md"
            aria-label={t.menuPrice}
            placeholder={t.menuPrice}
            min={0}
            max={PRICE_MAX}
            allowDecimal={false}
            thousandSeparator=","
            hideControls
            value={line.priceMinor}
            onChange={(next) => change(at, { priceMinor: typeof next === 'number' ? next : '' })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={44}
            aria-label={t.menuRemove(line.name || t.menuName)}
            onClick={() => onChange(menu.filter((_one, index) => index !== at))}
          >
            <IconTrash size={20} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {menu.length < MENU_LINES_MAX && (
        <Button
          variant="default"
          h={48}
          leftSection={<IconPlus size={20} aria-hidden />}
          onClick={() => onChange([...menu, { name: '', priceMinor: '' }])}
        >
          {t.menuAdd}
        </Button>
      )}
    </Section>
  )
}
