/** 누구에게: one of six kinds of people, each said in a line. */
import {
  IconEye,
  IconHeart,
  IconMoodHappy,
  IconRepeat,
  IconSparkles,
  IconUsersGroup,
} from '@tabler/icons-react'
import { merchantCampaignNew as en } from '../../../text/en/merchant-campaign-new.ts'
import { merchantCampaignNew as ko } from '../../../text/ko/merchant-campaign-new.ts'
import { useText } from '../../../text/language.tsx'
import { ChoiceCards, type Choice } from '../../../ui/ChoiceCards.tsx'
import type { Audience } from './campaign-form.ts'
import type { StepProps } from './OfferStep.tsx'

export function AudienceStep({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  const choices: readonly Choice<Audience>[] = [
    {
      value: 'everyone',
      title: t.audienceEveryone,
      hint: t.audienceEveryoneHint,
      icon: IconUsersGroup,
    },
    { value: 'new', title: t.audienceNew, hint: t.audienceNewHint, icon: IconSparkles },
    {
      value: 'returning',
      title: t.audienceReturning,
      hint: t.audienceReturningHint,
      icon: IconRepeat,
    },
    { value: 'lapsed', title: t.audienceLapsed, hint: t.audienceLapsedHint, icon: IconMoodHappy },
    {
      value: 'interested',
      title: t.audienceInterested,
      hint: t.audienceInterestedHint,
      icon: IconEye,
    },
    {
      value: 'favourite',
      title: t.audienceFavourite,
      hint: t.audienceFavouriteHint,
      icon: IconHeart,
    },
  ]
  return (
    <ChoiceCards
      label={t.audienceQuestion}
      choices={choices}
      value={form.audience}
      onChoose={(audience) => onChange({ audience })}
    />
  )
}
