/** A day of a game, drawn again by this very browser. */
import { IconCheck, IconX } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask, call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { sha256, wrongDraws } from '../../../parts/draws.ts'
import fair from '../../../parts/fairness.module.css'
import { byCursor, Endless } from '../../../parts/Endless.tsx'
import { calendarDay } from '../../../parts/format.ts'
import { useGoBack, usePathPart } from '../../../parts/go.tsx'
import { NotHere } from '../../../parts/NotHere.tsx'
import type { ReplyTo } from '../../../shapes.ts'
import { game as en } from '../../../text/en/games.ts'
import { counted } from '../../../text/figures.ts'
import { game as ko } from '../../../text/ko/games.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import styles from '../../../parts/game/game.module.css'
import type { FoundGame } from '../../../parts/game/play.ts'

type Day = ReplyTo<'GET /v1/games/{gameId}/days/{day}'>
const PAGE = 100

export function CheckScreen() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const gameId = usePathPart('gameId')
  const day = usePathPart('day')
  const back = useGoBack(links.game(gameId))
  const game = useQuery(ask('GET /v1/games/{gameId}', { params: { gameId } }))
  return (
    <Page
      title={t.checkTitle}
      lead={`${calendarDay(day, language)} · ${t.checkLead}`}
      onBack={back}
    >
      <Answer
        query={game}
        refused={
          <NotHere title={t.goneTitle} body={t.goneBody} onward={t.home} href={links.home()} />
        }
      >
        {(found) => <Draws found={found} day={day} />}
      </Answer>
    </Page>
  )
}

function Draws({ found, day }: { readonly found: FoundGame; readonly day: string }) {
  const t = useText({ ko, en })
  const draws = useInfiniteQuery({
    queryKey: ['GET /v1/games/{gameId}/days/{day}', { gameId: found.game.id, day }],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/games/{gameId}/days/{day}', {
        params: { gameId: found.game.id, day },
        query: { limit: PAGE, cursor: pageParam },
        signal,
      }),
    ...byCursor,
  })
  const first = draws.data?.pages[0]
  return (
    <>
      {first && <Seed day={first} />}
      <Endless query={draws} empty={<p className={styles.soft}>{t.noDraws}</p>}>
        {(items) =>
          first?.seed ? (
            <Checked found={found} day={day} seed={first.seed} items={items} />
          ) : (
            <p>{t.notYet}</p>
          )
        }
      </Endless>
    </>
  )
}

function Seed({ day }: { readonly day: Day }) {
  const t = useText({ ko, en })
  const { seed, commitment } = day
  const print = useQuery({
    queryKey: ['print', seed],
    queryFn: () => sha256(seed ?? ''),
    enabled: seed !== null,
  })
  return (
    <Card>
      <dl className={fair.prints}>
        <dt>{t.print}</dt>
        <dd className={fair.hash}>{commitment}</dd>
        <dt>{t.seed}</dt>
        <dd className={seed === null ? undefined : fair.hash}>{seed ?? t.notYet}</dd>
      </dl>
      {print.data && (
        <Verdict isRight={print.data === commitment}>
          {print.data === commitment ? t.printFits : t.printWrong}
        </Verdict>
      )}
    </Card>
  )
}

function Checked({
  found: { game, mine },
  day,
  seed,
  items,
}: {
  readonly found: FoundGame
  readonly day: string
  readonly seed: string
  readonly items: Day['items']
}) {
  const t = useText({ ko, en })
  const wrong = useQuery({
    queryKey: ['draws', game.id, day, items.length],
    queryFn: () => wrongDraws(game, day, seed, items),
  })
  const titleOf = (number: number) => game.prizes.find((it) => it.number === number)?.title ?? ''
  return (
    <Section title={t.draws}>
      {wrong.data !== undefined && (
        <Verdict isRight={wrong.data === 0}>
          {wrong.data === 0 ? t.drawsFit(counted(items.length)) : t.drawsWrong(counted(wrong.data))}
        </Verdict>
      )}
      <table className={`${styles.odds} figures`}>
        <thead>
          <tr>
            <th scope="col">{t.player}</th>
            <th scope="col">{t.number}</th>
            <th scope="col">{t.prize}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ player, drawn, prize }) => (
            <tr key={player}>
              <th scope="row" className={fair.hash}>
                {player === mine?.player ? `${player} (${t.mine})` : player}
              </th>
              <td>{counted(drawn)}</td>
              <td>{titleOf(prize)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function Verdict({
  isRight,
  children,
}: {
  readonly isRight: boolean
  readonly children: ReactNode
}) {
  const Icon = isRight ? IconCheck : IconX
  return (
    <p role="status" className={fair.verdict} data-right={isRight}>
      <Icon size={22} aria-hidden /> {children}
    </p>
  )
}
