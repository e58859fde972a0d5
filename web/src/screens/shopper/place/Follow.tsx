/** Becoming a friend of the shop of a place, and leaving it again. */
import { Button } from '@mantine/core'
import { IconHeartHandshake } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { useMe } from '../../../parts/me.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { PlacePage } from '../../../shapes.ts'
import { friends as en } from '../../../text/en/friends.ts'
import { friends as ko } from '../../../text/ko/friends.ts'
import { useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'

export function Follow({ place }: { readonly place: PlacePage }) {
  const isPerson = useMe().kind === 'person'
  const params = { merchantId: place.merchantId }
  const query = useQuery({
    ...ask('GET /v1/me/friends/{merchantId}', { params }),
    enabled: isPerson,
  })
  // Never in the way: whoever is not signed in, or cannot be told, sees the place as before.
  if (!query.data) return null
  return <FollowRow place={place} isFriend={query.data.isFriend} />
}

function FollowRow({ place, isFriend }: { readonly place: PlacePage; readonly isFriend: boolean }) {
  const t = useText({ ko, en })
  const params = { merchantId: place.merchantId }
  const set = (isOn: boolean) =>
    isOn
      ? call('PUT /v1/me/friends/{merchantId}', { params, body: { source: 'place-page' } })
      : call('DELETE /v1/me/friends/{merchantId}', { params })
  const name = place.merchantName
  const save = useSave({
    run: () => set(!isFriend),
    done: isFriend ? t.left : t.followed(name),
    undo: () => set(isFriend),
    after: () => refresh('GET /v1/me/friends/{merchantId}', 'GET /v1/me/friends'),
  })
  return (
    <Rows>
      <Row
        icon={IconHeartHandshake}
        title={isFriend ? t.following : name}
        detail={t.followHint}
        end={
          <Button
            variant={isFriend ? 'default' : 'light'}
            mih={44}
            aria-label={isFriend ? t.leaveOf(name) : t.followOf(name)}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {isFriend ? t.leave : t.follow}
          </Button>
        }
      />
    </Rows>
  )
}
