/** That many friends block lately: said where the friends are counted, and before the next news goes. */
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReplyTo } from '../../../shapes.ts'
import { merchantChannel as en } from '../../../text/en/merchant-channel.ts'
import { counted } from '../../../text/figures.ts'
import { merchantChannel as ko } from '../../../text/ko/merchant-channel.ts'
import { useText } from '../../../text/language.tsx'
import { Card } from '../../../ui/Section.tsx'
import styles from './channel.module.css'

type Channel = ReplyTo<'GET /v1/merchants/{merchantId}/channel'>

export function BlockWarning({
  channel: { isBlockedOften, blocked, friends },
}: {
  readonly channel: Pick<Channel, 'isBlockedOften' | 'blocked' | 'friends'>
}) {
  const t = useText({ ko, en })
  const people = (count: number) => t.people(counted(count))
  if (!isBlockedOften) return null
  return (
    <Card tone="no">
      <p className={styles.warning}>
        <IconAlertTriangle size={22} aria-hidden /> <b>{t.warnTitle}</b>
      </p>
      <p className={styles.plain}>{t.warn(people(blocked), people(friends))}</p>
    </Card>
  )
}
