/** Asking the shop of a place: opens the talk, or goes on with it. */
import { IconMessageCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { dayAndClock } from '../../../parts/format.ts'
import { useGo, usePath } from '../../../parts/go.tsx'
import { useMe } from '../../../parts/me.ts'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { PlacePage } from '../../../shapes.ts'
import { talk as en } from '../../../text/en/talk.ts'
import { talk as ko } from '../../../text/ko/talk.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'

export function AskShop({ place }: { readonly place: PlacePage }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const go = useGo()
  const path = usePath()
  const now = useNow()
  const isPerson = useMe().kind === 'person'
  const { merchantId, id: placeId } = place
  const there = useQuery({
    ...ask('GET /v1/me/talks/with/{merchantId}', { params: { merchantId }, query: { placeId } }),
    enabled: isPerson,
  })
  const open = useSave({
    run: async () => {
      const talk = await call('POST /v1/me/talks', { body: { merchantId, placeId } })
      go(links.talk(talk.id))
      await refresh('GET /v1/me/talks/with/{merchantId}')
    },
    done: null,
  })
  if (there.data && !there.data.isOpen) return null
  const { attendedAt = null, isAttended = true } = there.data ?? {}
  const hint = isAttended
    ? t.openHint
    : attendedAt
      ? t.away(dayAndClock(new Date(attendedAt), now, language))
      : t.awayUnknown
  return (
    <Rows>
      <Row
        icon={IconMessageCircle}
        title={t.open}
        detail={hint}
        onGo={() => (isPerson ? open.mutate() : go(links.signIn(path)))}
      />
    </Rows>
  )
}
