/** What decides about entries: who, how often, how many, when, and what for. */
import { NumberInput, Select, TextInput } from '@mantine/core'
import { IconDice5, IconRun } from '@tabler/icons-react'
import { events as en } from '../../../text/en/events.ts'
import { events as ko } from '../../../text/ko/events.ts'
import { useText } from '../../../text/language.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { NumberSwitch } from '../NumberSwitch.tsx'
import { PickOffer } from '../PickOffer.tsx'
import { givesPrize, type TypedEvent } from './event-form.ts'
import styles from './events.module.css'

type Props = {
  readonly typed: TypedEvent
  readonly change: (part: Partial<TypedEvent>) => void
}

export function RuleFields({ typed, change }: Props) {
  const t = useText({ ko, en }).form
  return (
    <>
      <Who typed={typed} change={change} />
      <ChoiceCards
        label={t.choosing}
        value={typed.choosing}
        onChoose={(choosing) => change({ choosing })}
        choices={[
          { value: 'first-come', title: t.firstCome, hint: t.firstComeHint, icon: IconRun },
          { value: 'draw', title: t.draw, hint: t.drawHint, icon: IconDice5 },
        ]}
      />
      <div className={styles.pair}>
        <NumberInput
          label={t.entriesMax}
          size="md"
          min={1}
          max={100_000}
          thousandSeparator
          allowDecimal={false}
          value={typed.entriesMax}
          onChange={(value) => change({ entriesMax: Math.max(1, Number(value) || 1) })}
        />
        {typed.choosing === 'draw' && (
          <NumberInput
            label={t.winnersMax}
            size="md"
            min={1}
            max={1_000}
            allowDecimal={false}
            value={typed.winnersMax}
            onChange={(value) => change({ winnersMax: Math.max(1, Number(value) || 1) })}
          />
        )}
      </div>
      <div className={styles.times}>
        <TextInput
          type="datetime-local"
          label={t.startsAt}
          size="md"
          value={typed.startsAt}
          onChange={({ currentTarget }) => change({ startsAt: currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={t.endsAt}
          size="md"
          value={typed.endsAt}
          onChange={({ currentTarget }) => change({ endsAt: currentTarget.value })}
        />
      </div>
      <PickOffer
        label={t.reward}
        none={t.noReward}
        value={typed.rewardOfferId}
        onChoose={(rewardOfferId) => change({ rewardOfferId })}
      />
      {givesPrize(typed) && (
        <NumberSwitch
          isOn={typed.needsNumber}
          onChange={(needsNumber) => change({ needsNumber })}
        />
      )}
    </>
  )
}

function Who({ typed, change }: Props) {
  const t = useText({ ko, en }).form
  return (
    <>
      <Select
        label={t.audience}
        size="md"
        allowDeselect={false}
        data={[
          { value: 'everyone', label: t.everyone },
          { value: 'friends', label: t.friends },
          { value: 'members', label: t.members },
          { value: 'code', label: t.withCode },
        ]}
        value={typed.audience}
        onChange={(audience) => change({ audience: audience ?? 'everyone' })}
      />
      {typed.audience === 'code' && (
        <TextInput
          label={t.code}
          description={t.codeHint}
          size="md"
          maxLength={30}
          value={typed.code}
          onChange={({ currentTarget }) => change({ code: currentTarget.value })}
        />
      )}
      <Select
        label={t.cadence}
        size="md"
        allowDeselect={false}
        data={[
          { value: 'once', label: t.once },
          { value: 'daily', label: t.daily },
        ]}
        value={typed.cadence}
        onChange={(cadence) => change({ cadence: cadence ?? 'once' })}
      />
    </>
  )
}
