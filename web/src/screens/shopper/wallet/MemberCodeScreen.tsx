/** The member code: full, bright, good at every shop. */
import { ActionIcon } from '@mantine/core'
import { IconUser, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { points } from '../../../parts/format.ts'
import { useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { loyalty as en } from '../../../text/en/loyalty.ts'
import { ui as uiEn } from '../../../text/en/ui.ts'
import { loyalty as ko } from '../../../text/ko/loyalty.ts'
import { ui as uiKo } from '../../../text/ko/ui.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { CodePanel } from './CodePanel.tsx'
import styles from './CouponScreen.module.css'
import memberStyles from './MemberCodeScreen.module.css'

export function MemberCodeScreen() {
  const t = useText({ ko, en })
  const common = useText({ ko: uiKo, en: uiEn })
  const back = useGoBack(links.wallet())
  return (
    <main className={styles.screen} id="main">
      <div className={styles.top}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={48}
          onClick={back}
          aria-label={common.close}
        >
          <IconX />
        </ActionIcon>
      </div>
      <h1 className={memberStyles.title}>{t.code.title}</h1>
      <p className={memberStyles.lead}>{t.code.lead}</p>
      <NeedsSignIn icon={IconUser} title={t.signIn.title} body={t.signIn.body}>
        <Shown />
      </NeedsSignIn>
    </main>
  )
}

function Shown() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const [earned, setEarned] = useState(0)
  useLive(
    {},
    {
      loyalty: (data) => {
        if (typeof data['points'] === 'number') setEarned(data['points'])
        void refresh('GET /v1/me/memberships')
      },
    },
  )
  return (
    <>
      <CodePanel of="member" />
      <p className={memberStyles.news} role="status">
        {earned > 0 ? t.code.noticed(points(earned, language)) : t.code.bright}
      </p>
    </>
  )
}
