/** The proof of what people agreed to with the shop: a file for its owner, who says what it is for. */
import { channelFriends as en } from '../../../text/en/merchant-channel.ts'
import { channelFriends as ko } from '../../../text/ko/merchant-channel.ts'
import { useText } from '../../../text/language.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import { TakeWithReason } from './TakeWithReason.tsx'

export function ConsentProofs() {
  const t = useText({ ko, en })
  const shop = useShop()
  const file = `/v1/merchants/${shop.id}/consent-proofs.csv`
  return (
    <Section title={t.proofs} hint={t.proofsLead}>
      <TakeWithReason
        label={t.proofsTake}
        addressOf={(reason) => `${file}?${new URLSearchParams({ reason }).toString()}`}
      />
    </Section>
  )
}
