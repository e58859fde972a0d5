/** Three of the four states of a screen: empty, refused, broken. The fourth is `Loading`. */
import { Button } from '@mantine/core'
import { IconCloudOff, IconLock, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ui as en } from '../text/en/ui.ts'
import { ui as ko } from '../text/ko/ui.ts'
import { useText } from '../text/language.tsx'
import styles from './States.module.css'

type StateProps = {
  readonly icon: TablerIcon
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly role?: 'status' | 'alert'
}

function State({ icon: Icon, title, children, action, role }: StateProps) {
  return (
    <div className={styles.state} {...(role ? { role } : {})}>
      <span className={styles.icon} aria-hidden>
        <Icon size={32} stroke={1.6} />
      </span>
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.body}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}

/** Nothing here yet, and what would change that. */
export function EmptyState(props: Omit<StateProps, 'role'>) {
  return <State {...props} />
}

/** The server said no; `children` is its reason. */
export function RefusedState({
  icon = IconLock,
  ...rest
}: Omit<StateProps, 'icon' | 'role'> & { readonly icon?: TablerIcon }) {
  return <State icon={icon} role="status" {...rest} />
}

/** Nobody answered, or the server is ill. */
export function BrokenState({
  onRetry,
  children,
}: {
  readonly onRetry?: () => void
  readonly children?: ReactNode
}) {
  const t = useText({ ko, en })
  return (
    <State
      icon={IconCloudOff}
      role="alert"
      title={t.broken.title}
      action={
        onRetry && (
          <Button variant="default" size="md" mih={48} onClick={onRetry}>
            {t.again}
          </Button>
        )
      }
    >
      {children ?? t.broken.offline}
    </State>
  )
}
