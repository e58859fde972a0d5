/** My invitation to a shop: shown where the shop rewards it. */
import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask, call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { invitePromise } from '../../../parts/invite.ts'
import { loyalty as en } from '../../../text/en/loyalty.ts'
import { loyalty as ko } from '../../../text/ko/loyalty.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Card, Section } from '../../../ui/Section.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './MembershipScreen.module.css'

export function InviteFriends({ merchantId }: { readonly merchantId: string }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const params = { merchantId }
  const query = useQuery(ask('GET /v1/merchants/{merchantId}/programme', { params }))
  const made = useMutation({
    mutationFn: () => call('POST /v1/me/memberships/{merchantId}/invitation', { params }),
    onSuccess: ({ code }) => share(`${location.origin}${links.invitation(code)}`, t.invite.copied),
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  const invite = query.data?.programme?.invite
  if (!invite) return null
  const { data } = made
  return (
    <Section title={t.invite.open}>
      <Card>
        <div className={styles.lines}>
          <p>{invitePromise(invite, 'inviter', language, t.invite)}</p>
          {data && (
            <p>{data.joined === 0 ? t.invite.none : t.invite.so(data.joined, data.qualified)}</p>
          )}
          <Button fullWidth h={52} loading={made.isPending} onClick={() => made.mutate()}>
            {t.invite.share}
          </Button>
        </div>
      </Card>
    </Section>
  )
}

/** The way of the device, and the clipboard where it has none. */
async function share(url: string, copied: string): Promise<void> {
  try {
    if ('share' in navigator) await navigator.share({ url })
    else {
      await (navigator as Navigator).clipboard.writeText(url)
      toast({ says: copied, tone: 'yes' })
    }
  } catch {
    // Whoever closes the sheet of the device has changed their mind.
  }
}
