/** What a link leads to is not there, or is somebody else's: said kindly, with a way on. */
import { Button } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import { RefusedState } from '../ui/States.tsx'
import { useGo } from './go.tsx'

export function NotHere({
  icon,
  title,
  body,
  onward,
  href,
}: {
  readonly icon?: TablerIcon
  readonly title: string
  readonly body: string
  /** What the button says. */
  readonly onward: string
  readonly href: string
}) {
  const go = useGo()
  return (
    <RefusedState
      {...(icon && { icon })}
      title={title}
      action={
        <Button h={48} onClick={() => go(href)}>
          {onward}
        </Button>
      }
    >
      {body}
    </RefusedState>
  )
}
