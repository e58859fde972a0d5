/** Who gets the news, narrowed as far as wanted, with about how many that leaves. */
import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../../../api.ts'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { counted } from '../../../text/figures.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { useText } from '../../../text/language.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { useShop } from '../shop.tsx'
import { WayChoice } from '../WayChoice.tsx'
import { audienceOf, type BroadcastForm } from './broadcast-form.ts'
import styles from './channel.module.css'
import type { StepProps } from './ContentStep.tsx'
import { Narrowing } from './Narrowing.tsx'

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
      {!form.isForAll && (
        <>
          <Narrowing form={form} onChange={onChange} />
          <p className={styles.soft}>{t.reachNote}</p>
        </>
      )}
      <WayChoice
        audience={audienceOf(form)}
        chosen={form.ways}
        onChoose={(ways) => onChange({ ways })}
      />
    </div>
  )
}

/** About how many are left, asked anew as the conditions change. */
function Reach({ form }: { readonly form: BroadcastForm }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const [audience] = useDebouncedValue(JSON.stringify(audienceOf(form)), PAUSE_MS)
  const path = 'POST /v1/merchants/{merchantId}/reach'
  const { data, isError, refetch } = useQuery({
    queryKey: [path, shop.id, audience],
    queryFn: ({ signal }) =>
      call(path, {
        params: { merchantId: shop.id },
        body: { audience: JSON.parse(audience) as unknown },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  if (isError) {
    return (
      <div className={styles.reach}>
        <p className={styles.sentence} role="alert">
          {t.reachUnknown}
        </p>
        <Button variant="default" mih={44} onClick={() => void refetch()}>
          {t.reachAgain}
        </Button>
      </div>
    )
  }
  const people = data ? t.people(counted(data.people)) : '…'
  const says = data?.isFew ? t.reachFew : form.isForAll ? t.reachAll(people) : t.reach(people)
  return (
    <div className={styles.reach}>
      <p className={styles.sentence} aria-live="polite">
        {says}
      </p>
    </div>
  )
}
