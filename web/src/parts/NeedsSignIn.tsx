/** Instead of a screen that needs to know who is there. */
import { Button } from '@mantine/core'
import { IconLogin2, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { links } from '../links.ts'
import { ui as en } from '../text/en/ui.ts'
import { ui as ko } from '../text/ko/ui.ts'
import { useText } from '../text/language.tsx'
import { Loading } from '../ui/Loading.tsx'
import { RefusedState } from '../ui/States.tsx'
import { useGo, usePath } from './go.tsx'
import { useMe } from './me.ts'

export function NeedsSignIn({
  icon = IconLogin2,
  title,
  body,
  loading,
  children,
}: {
  readonly icon?: TablerIcon
  readonly title: string
  readonly body: string
  readonly loading?: ReactNode
  /** Shown to the signed-in person. */
  readonly children: ReactNode
}) {
  const t = useText({ ko, en })
  const who = useMe()
  const go = useGo()
  const path = usePath()
  if (who.kind === 'unknown') return <>{loading ?? <Loading />}</>
  if (who.kind === 'person') return <>{children}</>
  return (
    <RefusedState
      icon={icon}
      title={title}
      action={
        <Button mih={48} onClick={() => go(links.signIn(path))}>
          {t.signIn}
        </Button>
      }
    >
      {body}
    </RefusedState>
  )
}
