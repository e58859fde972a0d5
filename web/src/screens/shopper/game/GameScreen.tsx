/** A game of a shop: what can be won and how likely, one play, and how to check it. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { GameTable } from '../../../parts/game/GameTable.tsx'
import { Odds } from '../../../parts/game/Odds.tsx'
import { usePathPart } from '../../../parts/go.tsx'
import { NotHere } from '../../../parts/NotHere.tsx'
import { game as en } from '../../../text/en/games.ts'
import { game as ko } from '../../../text/ko/games.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Fairness } from './Fairness.tsx'

export function GameScreen() {
  const t = useText({ ko, en })
  const gameId = usePathPart('gameId')
  const query = useQuery(ask('GET /v1/games/{gameId}', { params: { gameId } }))
  return (
    <Page title={query.data?.game.title ?? t.title} lead={query.data?.game.intro || t.once}>
      <Answer
        query={query}
        loading={<Loading kind="page" />}
        refused={
          <NotHere title={t.goneTitle} body={t.goneBody} onward={t.home} href={links.home()} />
        }
      >
        {(found) => (
          <>
            <GameTable found={found} />
            <Odds game={found.game} />
            <Fairness found={found} />
          </>
        )}
      </Answer>
    </Page>
  )
}
