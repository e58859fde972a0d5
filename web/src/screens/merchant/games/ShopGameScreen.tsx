/** One game of the shop: where it stands, its address, and what was won so far. */
import { Badge, Button } from '@mantine/core'
import { IconEye, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { games as en } from '../../../text/en/games.ts'
import { counted } from '../../../text/figures.ts'
import { games as ko } from '../../../text/ko/games.ts'
import { useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Figure, Figures, Section } from '../../../ui/Section.tsx'
import { CopyAddress } from '../CopyAddress.tsx'
import { EndOnce } from '../EndOnce.tsx'
import { NumberNote } from '../NumberSwitch.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import styles from './games.module.css'

type Game = ReplyTo<'GET /v1/games/{gameId}'>['game']

const refreshGame = () => refresh('GET /v1/games/{gameId}', 'GET /v1/merchants/{merchantId}/games')

export function ShopGameScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const gameId = usePathPart('gameId')
  const query = useQuery(ask('GET /v1/games/{gameId}', { params: { gameId } }))
  const game = query.data?.game
  useLive(
    { merchantId: shop.id },
    {
      'game-played': (data) => {
        if (data['gameId'] === gameId) void refreshGame()
      },
      back: () => void refreshGame(),
    },
  )
  return (
    <Page
      title={game?.title ?? t.title}
      onBack={() => go(links.shopGames(shop.id))}
      action={
        game && (
          <Badge variant={game.phase === 'open' ? 'light' : 'default'}>{t.phase[game.phase]}</Badge>
        )
      }
    >
      <OwnerOnly>
        <Answer query={query} loading={<Loading kind="page" />}>
          {(found) => (
            <>
              {found.game.state !== 'draft' && <Running game={found.game} />}
              <PrizeRows game={found.game} />
              <NumberNote isOn={found.game.needsNumber} />
              {found.game.state === 'draft' && <Draft game={found.game} />}
            </>
          )}
        </Answer>
      </OwnerOnly>
    </Page>
  )
}

function Running({ game }: { readonly game: Game }) {
  const t = useText({ ko, en })
  const go = useGo()
  const params = { gameId: game.id }
  const won = game.prizes.reduce((sum, it) => sum + it.won, 0)
  return (
    <>
      <CopyAddress label={t.address} path={links.game(game.id)} copy={t.copy} copied={t.copied} />
      <div aria-live="polite">
        <Figures>
          <Figure name={t.players} value={counted(game.players)} />
          <Figure name={t.plays} value={counted(game.plays)} />
          <Figure name={t.won} value={counted(won)} />
        </Figures>
      </div>
      <div className={styles.doors}>
        <Button
          variant="default"
          h={52}
          leftSection={<IconEye size={20} aria-hidden />}
          onClick={() => go(links.game(game.id))}
        >
          {t.see}
        </Button>
        {game.phase !== 'ended' && (
          <EndOnce
            words={t}
            run={() => call('POST /v1/games/{gameId}/end', { params })}
            after={refreshGame}
          />
        )}
      </div>
    </>
  )
}

function PrizeRows({ game }: { readonly game: Game }) {
  const t = useText({ ko, en })
  return (
    <Section title={t.form.prizes}>
      <Rows label={t.form.prizes}>
        {inOrder(game.prizes).map(({ number, title, share, stock, won }) => (
          <Row
            key={number}
            title={title}
            detail={stock === null ? undefined : t.wonOf(counted(won), counted(stock))}
            end={<b className="figures">{`${share / 100}%`}</b>}
          />
        ))}
      </Rows>
    </Section>
  )
}

/** What one can win first, as it was written; that one wins nothing comes last. */
const inOrder = (prizes: Game['prizes']) =>
  prizes.toSorted((one, other) => Number(one.stock === null) - Number(other.stock === null))

function Draft({ game }: { readonly game: Game }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const open = useSave({
    run: () => call('POST /v1/games/{gameId}/open', { params: { gameId: game.id } }),
    done: t.opened,
    after: refreshGame,
  })
  return (
    <>
      <p className={styles.soft}>{t.openHint}</p>
      <BigButton loading={open.isPending} onClick={() => open.mutate()}>
        {t.open}
      </BigButton>
      <Button
        variant="default"
        h={52}
        leftSection={<IconPencil size={20} aria-hidden />}
        onClick={() => go(links.editGame(shop.id, game.id))}
      >
        {t.edit}
      </Button>
    </>
  )
}
