/** Where somebody's age stands in the way of a consent: says so, and leads to where it is told. */
import { Button } from '@mantine/core'
import { links } from '../links.ts'
import { age as en } from '../text/en/age.ts'
import { age as ko } from '../text/ko/age.ts'
import { useText } from '../text/language.tsx'
import { Card } from '../ui/Section.tsx'
import { useGo, usePath } from './go.tsx'
import { useMe } from './me.ts'

/** Nothing for those who said that they are old enough. */
export function AgeNotice() {
  const t = useText({ ko, en })
  const who = useMe()
  const go = useGo()
  const path = usePath()
  if (who.kind !== 'person' || who.me.age === 'of-age') return null
  const isChild = who.me.age === 'child'
  return (
    <Card tone="accent">
      <span role="status">{isChild ? t.notice.child : t.notice.unsaid}</span>
      <Button mih={48} variant="default" onClick={() => go(links.age(path))}>
        {isChild ? t.notice.see : t.notice.say}
      </Button>
    </Card>
  )
}
