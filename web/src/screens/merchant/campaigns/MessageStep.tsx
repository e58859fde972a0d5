/** 보이는 모습: the message on a guest's phone, and how many it may reach. */
import { Button, Loader, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../../api.ts'
import { merchantCampaignNew as en } from '../../../text/en/merchant-campaign-new.ts'
import { campaignReasons as reasonsEn } from '../../../text/en/merchant-reasons.ts'
import { merchantCampaignNew as ko } from '../../../text/ko/merchant-campaign-new.ts'
import { campaignReasons as reasonsKo } from '../../../text/ko/merchant-reasons.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Card } from '../../../ui/Section.tsx'
import type { CampaignPlan, Preview } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { BODY_LENGTH_MAX, TITLE_LENGTH_MAX } from './campaign-form.ts'
import type { StepProps } from './OfferStep.tsx'
import { PhoneCard } from './PhoneCard.tsx'
import { reasonText } from './reasons.ts'
import styles from './steps.module.css'
import { messageOf } from './words.ts'

type Props = StepProps & { readonly plan: CampaignPlan; readonly placeName: string }

/** Asks the server what would come of a plan; nothing is changed by asking. */
export function usePreview(plan: CampaignPlan) {
  const { id: merchantId } = useShop()
  const { trigger, audience, schedule, message, personCap, retriggerMinutes, controlPercent } = plan
  const { weekdays, hours } = schedule
  const key = { trigger, audience, weekdays, hours, message, personCap }
  return useQuery<Preview>({
    queryKey: ['campaign-preview', merchantId, key],
    queryFn: ({ signal }) =>
      call('POST /v1/merchants/{merchantId}/campaigns/preview', {
        params: { merchantId },
        body: {
          trigger,
          audience,
          schedule,
          message,
          personCap,
          retriggerMinutes,
          controlPercent,
        },
        signal,
      }),
    staleTime: 30_000,
    retry: 1,
    placeholderData: (before) => before,
  })
}

export function MessageStep({ form, onChange, plan, placeName }: Props) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const message = messageOf(form, language)
  const preview = usePreview(plan)
  const isTouched = form.title !== null || form.body !== null
  return (
    <>
      <PhoneCard message={message} placeName={placeName} />
      <TextInput
        label={t.messageTitle}
        maxLength={TITLE_LENGTH_MAX}
        value={message.title}
        onChange={({ currentTarget }) => onChange({ title: currentTarget.value })}
      />
      <Textarea
        label={t.messageBody}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={BODY_LENGTH_MAX}
        value={message.body}
        onChange={({ currentTarget }) => onChange({ body: currentTarget.value })}
      />
      {isTouched && (
        <Button variant="subtle" h={44} onClick={() => onChange({ title: null, body: null })}>
          {t.messageReset}
        </Button>
      )}
      <p className={styles.soft}>{t.adNote}</p>
      <Reach preview={preview} />
    </>
  )
}

function Reach({ preview }: { readonly preview: ReturnType<typeof usePreview> }) {
  const t = useText({ ko, en })
  const reasons = useText({ ko: reasonsKo, en: reasonsEn })
  const { data, isPending, isError } = preview
  return (
    <Card>
      <h2 className={styles.cardTitle}>{t.reach}</h2>
      <div aria-live="polite">
        {isPending && (
          <p className={styles.soft}>
            <Loader size="xs" aria-hidden /> {t.reachCounting}
          </p>
        )}
        {isError && !data && <p className={styles.soft}>{t.reachBroken}</p>}
        {data && (
          <p className={styles.reachSays}>
            {data.reach.reachable > 0 ? t.reachSays(data.reach.reachable) : t.reachNobody}
          </p>
        )}
      </div>
      {data && data.reach.people > 0 && (
        <>
          <p className={styles.soft}>{t.reachOf(data.reach.people)}</p>
          <ul className={styles.reasons}>
            {data.reach.byReason.map(({ rule, count }) => (
              <li key={rule}>
                <span>{reasonText(rule, reasons)}</span>
                <b className="figures">{t.peopleCount(count)}</b>
              </li>
            ))}
          </ul>
          <p className={styles.soft}>{t.reachAbout}</p>
        </>
      )}
    </Card>
  )
}
