/** A game is written: what it is, for whom and when, what can be won and how likely. */
import { ActionIcon, Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconCards, IconDice5, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dayOf } from '../../../parts/format.ts'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import { games as en } from '../../../text/en/games.ts'
import { games as ko } from '../../../text/ko/games.ts'
import { useText } from '../../../text/language.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { NumberSwitch } from '../NumberSwitch.tsx'
import { PickOffer, useGivableOffers } from '../PickOffer.tsx'
import { SaveForm } from '../SaveForm.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import {
  freshPrize,
  missingIn,
  PRIZES_MAX,
  requestOf,
  restPercent,
  typedOf,
  type TypedGame,
  type TypedPrize,
} from './game-form.ts'
import styles from './games.module.css'

const fresh = (today: string): TypedGame => ({
  title: '',
  intro: '',
  kind: 'wheel',
  stamps: 7,
  audience: 'everyone',
  needsNumber: true,
  startsOn: today,
  endsOn: '',
  prizes: [freshPrize(1)],
  consolation: '',
})

export function NewGameScreen() {
  const t = useText({ ko, en }).form
  const shop = useShop()
  const go = useGo()
  const [id] = useState(newId)
  const [first] = useState(() => fresh(dayOf(new Date())))
  const save = useSave<TypedGame>({
    run: (typed) =>
      call('POST /v1/merchants/{merchantId}/games', {
        params: { merchantId: shop.id },
        body: { id, ...requestOf(typed) },
      }),
    done: null,
    after: async () => {
      await refresh('GET /v1/merchants/{merchantId}/games')
      go(links.shopGame(shop.id, id), { replace: true })
    },
  })
  return (
    <Page title={t.newTitle} onBack={() => go(links.shopGames(shop.id))}>
      <OwnerOnly>
        <GameForm first={first} isSaving={save.isPending} onSave={(it) => save.mutate(it)} />
      </OwnerOnly>
    </Page>
  )
}

export function EditGameScreen() {
  const { form: t, saved } = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const gameId = usePathPart('gameId')
  const game = useQuery(ask('GET /v1/games/{gameId}', { params: { gameId } }))
  const back = () => go(links.shopGame(shop.id, gameId))
  const save = useSave<TypedGame>({
    run: (typed) => call('PUT /v1/games/{gameId}', { params: { gameId }, body: requestOf(typed) }),
    done: saved,
    after: async () => {
      await refresh('GET /v1/games/{gameId}', 'GET /v1/merchants/{merchantId}/games')
      back()
    },
  })
  return (
    <Page title={t.editTitle} onBack={back}>
      <Answer query={game}>
        {(it) => (
          <GameForm
            first={typedOf(it.game)}
            isSaving={save.isPending}
            onSave={(typed) => save.mutate(typed)}
          />
        )}
      </Answer>
    </Page>
  )
}

function GameForm({
  first,
  isSaving,
  onSave,
}: {
  readonly first: TypedGame
  readonly isSaving: boolean
  readonly onSave: (typed: TypedGame) => void
}) {
  const t = useText({ ko, en }).form
  const shop = useShop()
  const go = useGo()
  const { isKnown, offers } = useGivableOffers()
  const [typed, setTyped] = useState(first)
  const change = (part: Partial<TypedGame>) => setTyped({ ...typed, ...part })
  const missing = missingIn(typed)
  if (isKnown && offers.length === 0) {
    return (
      <EmptyState
        icon={IconDice5}
        title={t.noOffers}
        action={
          <Button size="lg" h={56} onClick={() => go(links.newOffer(shop.id))}>
            {t.toOffers}
          </Button>
        }
      />
    )
  }
  return (
    <SaveForm
      label={t.save}
      missing={missing && t.missing[missing]}
      isSaving={isSaving}
      onSave={() => onSave(typed)}
    >
      <About typed={typed} change={change} />
      <Prizes typed={typed} change={change} />
    </SaveForm>
  )
}

type PartProps = {
  readonly typed: TypedGame
  readonly change: (part: Partial<TypedGame>) => void
}

function About({ typed, change }: PartProps) {
  const t = useText({ ko, en }).form
  return (
    <>
      <TextInput
        label={t.title}
        placeholder={t.titlePlaceholder}
        size="md"
        maxLength={60}
        value={typed.title}
        onChange={({ currentTarget }) => change({ title: currentTarget.value })}
      />
      <Textarea
        label={t.intro}
        placeholder={t.introPlaceholder}
        size="md"
        autosize
        maxLength={500}
        value={typed.intro}
        onChange={({ currentTarget }) => change({ intro: currentTarget.value })}
      />
      <ChoiceCards
        label={t.kind}
        value={typed.kind}
        onChoose={(kind) => change({ kind })}
        choices={[
          { value: 'wheel', title: t.wheel, hint: t.wheelHint, icon: IconDice5 },
          { value: 'card', title: t.card, hint: t.cardHint, icon: IconCards },
        ]}
      />
      {typed.kind === 'card' && (
        <NumberInput
          label={t.stamps}
          size="md"
          min={2}
          max={31}
          value={typed.stamps}
          onChange={(value) => change({ stamps: Math.min(31, Math.max(2, Number(value) || 7)) })}
        />
      )}
      <Select
        label={t.audience}
        size="md"
        allowDeselect={false}
        data={[
          { value: 'everyone', label: t.everyone },
          { value: 'friends', label: t.friends },
        ]}
        value={typed.audience}
        onChange={(audience) => change({ audience: audience ?? 'everyone' })}
      />
      <NumberSwitch isOn={typed.needsNumber} onChange={(needsNumber) => change({ needsNumber })} />
      <div className={styles.pair}>
        <TextInput
          type="date"
          label={t.startsOn}
          size="md"
          value={typed.startsOn}
          onChange={({ currentTarget }) => change({ startsOn: currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t.endsOn}
          size="md"
          value={typed.endsOn}
          onChange={({ currentTarget }) => change({ endsOn: currentTarget.value })}
        />
      </div>
    </>
  )
}

function Prizes({ typed, change }: PartProps) {
  const t = useText({ ko, en }).form
  const { prizes } = typed
  const rest = restPercent(prizes)
  const nextKey = Math.max(0, ...prizes.map(({ key }) => key)) + 1
  const set = (key: number, part: Partial<TypedPrize>) =>
    change({ prizes: prizes.map((it) => (it.key === key ? { ...it, ...part } : it)) })
  return (
    <Section title={t.prizes} hint={t.prizesHint}>
      {prizes.map((prize, at) => (
        <PrizeCard
          key={prize.key}
          number={at + 1}
          prize={prize}
          onChange={(part) => set(prize.key, part)}
          onRemove={
            prizes.length > 1
              ? () => change({ prizes: prizes.filter(({ key }) => key !== prize.key) })
              : null
          }
        />
      ))}
      {prizes.length < PRIZES_MAX && (
        <Button
          variant="default"
          h={52}
          leftSection={<IconPlus size={20} aria-hidden />}
          onClick={() => change({ prizes: [...prizes, freshPrize(nextKey)] })}
        >
          {t.add}
        </Button>
      )}
      <TextInput
        label={t.consolation}
        placeholder={t.consolationPlaceholder}
        size="md"
        maxLength={60}
        value={typed.consolation}
        onChange={({ currentTarget }) => change({ consolation: currentTarget.value })}
      />
      <p role="status" className={rest < 0 ? styles.no : styles.soft}>
        {rest < 0 ? t.tooMuch : t.rest(String(rest))}
      </p>
    </Section>
  )
}

function PrizeCard({
  number,
  prize,
  onChange,
  onRemove,
}: {
  readonly number: number
  readonly prize: TypedPrize
  readonly onChange: (part: Partial<TypedPrize>) => void
  readonly onRemove: (() => void) | null
}) {
  const t = useText({ ko, en }).form
  return (
    <Card>
      <div className={styles.head}>
        <h3 className={styles.number}>{t.prize(number)}</h3>
        {onRemove && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={44}
            aria-label={t.remove}
            onClick={onRemove}
          >
            <IconTrash size={20} />
          </ActionIcon>
        )}
      </div>
      <PickOffer
        label={t.offer}
        none={null}
        value={prize.offerId}
        onChoose={(offerId, title) =>
          onChange({ offerId, title: prize.title === '' ? title : prize.title })
        }
      />
      <TextInput
        label={t.prizeTitle}
        size="md"
        maxLength={60}
        value={prize.title}
        onChange={({ currentTarget }) => onChange({ title: currentTarget.value })}
      />
      <div className={styles.pair}>
        <NumberInput
          label={t.share}
          size="md"
          min={0.01}
          max={100}
          decimalScale={2}
          value={prize.percent}
          onChange={(value) => onChange({ percent: Number(value) || 0 })}
        />
        <NumberInput
          label={t.stock}
          size="md"
          min={1}
          max={100_000}
          allowDecimal={false}
          thousandSeparator
          value={prize.stock}
          onChange={(value) => onChange({ stock: Number(value) || 0 })}
        />
      </div>
    </Card>
  )
}
