/** 게임: what the shop plays with its people, and the way to a new one. */
import { Button } from '@mantine/core'
import { IconDice5 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo } from '../../../parts/go.tsx'
import { games as en } from '../../../text/en/games.ts'
import { counted } from '../../../text/figures.ts'
import { games as ko } from '../../../text/ko/games.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PlayRows } from '../PlayRows.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'

export function GamesScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const create = (
    <Button h={52} fullWidth onClick={() => go(links.newGame(shop.id))}>
      {t.create}
    </Button>
  )
  return (
    <Page
      title={t.title}
      lead={t.lead}
      onBack={() => go(links.channel(shop.id))}
      foot={shop.role === 'owner' ? create : undefined}
    >
      <OwnerOnly>
        <Games />
      </OwnerOnly>
    </Page>
  )
}

function Games() {
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id }
  const found = useQuery(ask('GET /v1/merchants/{merchantId}/games', { params }))
  return (
    <Answer query={found}>
      {({ items }) => (
        <PlayRows
          icon={IconDice5}
          words={t}
          rows={items.map(({ id, title, phase, plays, players }) => ({
            id,
            title,
            phase,
            detail: t.row(counted(plays), counted(players)),
            href: links.shopGame(shop.id, id),
          }))}
        />
      )}
    </Answer>
  )
}
