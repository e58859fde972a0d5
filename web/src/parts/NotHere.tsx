/** What a link leads to is not there, or is somebody else's: said kindly, with a way on. */
import { Button } from '@mantine/core'
import { RefusedState } from '../ui/States.tsx'
import { useGo } from './go.tsx'

export function NotHere({
  title,
  body,
  onward,
  href,
}: {
  readonly title: string
  readonly body: string
  /** What the button says. */
  readonly onward: string
  readonly href: string
}) {
  const go = useGo()
  return (
    <RefusedState
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
