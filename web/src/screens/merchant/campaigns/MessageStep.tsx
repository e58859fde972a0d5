/** 보이는 모습: the message on a guest's phone, and how many it may reach. */
import { Button, Loader, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
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
import { WayChoice } from '../WayChoice.tsx'
import { BODY_LENGTH_MAX, TITLE_LENGTH_MAX } from './campaign-form.ts'
import type { StepProps } from './OfferStep.tsx'
import { PhoneCard } from './PhoneCard.tsx'
import { reasonText } from './reasons.ts'
import styles from './steps.module.css'
import { messageOf, offerSentence } from './words.ts'

type Props = StepProps & {
  readonly plan: CampaignPlan
  readonly placeName: string
  /** Whether the zone of the plan exists already. */
  readonly hasZone: boolean
}

/** Asks the server what would come of a plan; nothing is changed by asking. */
function usePreview(
  plan: CampaignPlan,
  offerTitle: string,
  radiusMeters: number,
  hasZone: boolean,
) {
  const { id: merchantId } = useShop()
  const { trigger, audience, message, controlPercent } = plan
  const body = {
    offerTitle: offerTitle.slice(0, TITLE_LENGTH_MAX),
    // A zone that is made only with the campaign is unknown yet: any zone of the shop stands for it.
    trigger: hasZone ? trigger : { ...trigger, zoneIds: [] },
    audience,
    controlPercent,
    message,
    radiusMeters,
  }
  const [settled] = useDebouncedValue(body, 400)
  return useQuery<Preview>({
    queryKey: ['campaign-preview', merchantId, settled],
    queryFn: ({ signal }) =>
      call('POST /v1/merchants/{merchantId}/campaigns/preview', {
        params: { merchantId },
        body: settled,
        signal,
      }),
    staleTime: 30_000,
    retry: 1,
    placeholderData: (before) => before,
  })
}

export function MessageStep({ form, onChange, plan, placeName, hasZone }: Props) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const message = messageOf(form, placeName, language)
  const preview = usePreview(plan, offerSentence(form, language), form.radiusMeters, hasZone)
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
      <WayChoice audience={null} chosen={form.ways} onChoose={(ways) => onChange({ ways })} />
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
            {data.reach.reachable.isFew ? t.reachFew : t.reachSays(data.reach.reachable.people)}
          </p>
        )}
      </div>
      {data && !data.reach.people.isFew && (
        <>
          <p className={styles.soft}>{t.reachOf(data.reach.people.people)}</p>
          <ul className={styles.reasons}>
            {data.reach.byReason.map(({ rule, code, people, isFew }) => (
              <li key={`${rule}/${code}`}>
                <span>{reasonText(rule, reasons, code)}</span>
                <b className="figures">{isFew ? t.peopleFew : t.peopleCount(people)}</b>
              </li>
            ))}
          </ul>
          <p className={styles.soft}>{t.reachAbout}</p>
        </>
      )}
    </Card>
  )
}
