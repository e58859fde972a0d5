/** 게임: what the shop plays with its people, and the way to a new one. */
import { IconDice5 } from '@tabler/icons-react'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { games as en } from '../../../text/en/games.ts'
import { counted } from '../../../text/figures.ts'
import { games as ko } from '../../../text/ko/games.ts'
import { useText } from '../../../text/language.tsx'
import { PlayListScreen } from '../PlayListScreen.tsx'
import { useShop } from '../shop.tsx'

export function GamesScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id }
  return (
    <PlayListScreen
      icon={IconDice5}
      words={t}
      newHref={links.newGame(shop.id)}
      question={ask('GET /v1/merchants/{merchantId}/games', { params })}
      rowsOf={({ items }) =>
        items.map(({ id, title, phase, plays, players }) => ({
          id,
          title,
          phase,
          detail: t.row(counted(plays), counted(players)),
          href: links.shopGame(shop.id, id),
        }))
      }
    />
  )
}
