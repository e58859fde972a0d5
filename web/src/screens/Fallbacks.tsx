/** What is shown when a URL leads nowhere, or a screen fails. */
import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { links } from '../links.ts'
import { GoLink } from '../parts/go.tsx'
import { ui as en } from '../text/en/ui.ts'
import { ui as ko } from '../text/ko/ui.ts'
import { useText } from '../text/language.tsx'
import { Loading } from '../ui/Loading.tsx'
import { BrokenState, EmptyState } from '../ui/States.tsx'
import styles from './Fallbacks.module.css'

export function MissingScreen() {
  const t = useText({ ko, en })
  return (
    <main>
      <h1 className="only-heard">{t.missing.title}</h1>
      <EmptyState
        icon={IconMapOff}
        title={t.missing.title}
        action={
          <Button component={GoLink} href={links.home()} mih={48}>
            {t.home}
          </Button>
        }
      >
        {t.missing.body}
      </EmptyState>
    </main>
  )
}

/** While the files of a screen are on their way. */
export function PendingScreen() {
  return (
    <div className={styles.pending}>
      <Loading kind="page" />
    </div>
  )
}

/** Also after a new build, when an old page asks for a file that is gone: loading anew mends it. */
export function BrokenScreen() {
  const t = useText({ ko, en })
  return <BrokenState onRetry={() => location.reload()}>{t.broken.screen}</BrokenState>
}
