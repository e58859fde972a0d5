/** When a shop answers, what is said when nobody is there, and for how long talks are kept. */
import { Checkbox, NativeSelect, Radio, Switch, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../../api.ts'
import { links } from '../../../../links.ts'
import { Answer } from '../../../../parts/Answer.tsx'
import { minuteName } from '../../../../parts/format.ts'
import { useGoBack } from '../../../../parts/go.tsx'
import { useSave } from '../../../../parts/use-save.ts'
import type { ReplyTo } from '../../../../shapes.ts'
import { talkDesk as en } from '../../../../text/en/talk.ts'
import { talkDesk as ko } from '../../../../text/ko/talk.ts'
import { useText } from '../../../../text/language.tsx'
import { BigButton } from '../../../../ui/BigButton.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { Row, Rows } from '../../../../ui/Rows.tsx'
import { OwnerOnly } from '../../ShopFrame.tsx'
import { useShop } from '../../shop.tsx'

const PATH = 'GET /v1/merchants/{merchantId}/talk-desk'
type Desk = ReplyTo<typeof PATH>
const HALF_HOURS = Array.from({ length: 49 }, (_each, at) => at * 30)
const KEPT_DAYS = [30, 90, 180, 365, 730, 1_095]
const QUICK_REPLIES_MAX = 20
const choices = ['place-open', 'hours', 'always'] as const

export function TalkDeskScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const back = useGoBack(links.shopTalks(shop.id))
  const query = useQuery(ask(PATH, { params: { merchantId: shop.id } }))
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <OwnerOnly>
        <Answer query={query}>{(desk) => <DeskForm desk={desk} />}</Answer>
      </OwnerOnly>
    </Page>
  )
}

function DeskForm({ desk: kept }: { readonly desk: Desk }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const [desk, setDesk] = useState(kept)
  const [quick, setQuick] = useState(kept.quickReplies.join('\n'))
  const set = (change: Partial<Desk>) => setDesk({ ...desk, ...change })
  const lines = quick
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const save = useSave({
    run: () =>
      call('PUT /v1/merchants/{merchantId}/talk-desk', {
        params: { merchantId: shop.id },
        body: { ...desk, quickReplies: lines.slice(0, QUICK_REPLIES_MAX) },
      }),
    after: () => refresh(PATH),
  })
  const minutes = (label: string, key: 'fromMinute' | 'untilMinute') => (
    <NativeSelect
      size="md"
      label={label}
      value={String(desk[key])}
      onChange={(event) => set({ [key]: Number(event.currentTarget.value) })}
      data={HALF_HOURS.filter((minute) => key === 'untilMinute' || minute < 1_440).map(
        (minute) => ({
          value: String(minute),
          label: minuteName(minute),
        }),
      )}
    />
  )
  return (
    <>
      <Rows>
        <Row
          title={t.isOpen}
          detail={t.isOpenHint}
          end={
            <Switch
              aria-label={t.isOpen}
              checked={desk.isOpen}
              onChange={(event) => set({ isOpen: event.currentTarget.checked })}
            />
          }
        />
        <Row
          title={t.replies}
          detail={t.repliesHint}
          end={
            <Switch
              aria-label={t.replies}
              checked={desk.repliesWhenAway}
              onChange={(event) => set({ repliesWhenAway: event.currentTarget.checked })}
            />
          }
        />
      </Rows>
      <Radio.Group
        label={t.attended}
        size="md"
        value={desk.attended}
        onChange={(value) =>
          set({ attended: choices.find((each) => each === value) ?? 'place-open' })
        }
      >
        {choices.map((value) => (
          <Radio key={value} size="md" mt="sm" value={value} label={t.attendedChoices[value]} />
        ))}
      </Radio.Group>
      {desk.attended === 'hours' && (
        <>
          <Checkbox.Group
            label={t.weekdays}
            size="md"
            value={desk.weekdays.map(String)}
            onChange={(days) =>
              set({ weekdays: days.map(Number).toSorted((one, two) => one - two) })
            }
          >
            {t.weekdayNames.map((name, at) => (
              <Checkbox key={name} size="md" mt="sm" value={String(at + 1)} label={name} />
            ))}
          </Checkbox.Group>
          {minutes(t.from, 'fromMinute')}
          {minutes(t.until, 'untilMinute')}
        </>
      )}
      <Textarea
        size="md"
        label={t.awayText}
        description={t.awayHint}
        autosize
        minRows={2}
        maxLength={500}
        value={desk.awayText}
        onChange={(event) => set({ awayText: event.currentTarget.value })}
      />
      <Textarea
        size="md"
        label={t.quick}
        description={t.quickHint}
        autosize
        minRows={3}
        value={quick}
        onChange={(event) => setQuick(event.currentTarget.value)}
      />
      <NativeSelect
        size="md"
        label={t.kept}
        description={t.keptHint}
        value={String(desk.keptDays)}
        onChange={(event) => set({ keptDays: Number(event.currentTarget.value) })}
        data={[...new Set([...KEPT_DAYS, desk.keptDays])].map((days) => ({
          value: String(days),
          label: t.keptDays(days),
        }))}
      />
      <BigButton loading={save.isPending} onClick={() => save.mutate()}>
        {t.save}
      </BigButton>
    </>
  )
}
