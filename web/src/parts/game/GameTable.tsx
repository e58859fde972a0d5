/** Where a game is played: the wheel or the card, one play a day, and what it came to. */
import { Button } from '@mantine/core'
import { IconDice5 } from '@tabler/icons-react'
import { useState } from 'react'
import { call, refresh } from '../../api.ts'
import { newId } from '../../ids.ts'
import { links } from '../../links.ts'
import { game as en } from '../../text/en/games.ts'
import { game as ko } from '../../text/ko/games.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { BigButton } from '../../ui/BigButton.tsx'
import { Card } from '../../ui/Section.tsx'
import { calendarDay } from '../format.ts'
import { useGo } from '../go.tsx'
import { NeedsSignIn } from '../NeedsSignIn.tsx'
import { NumberGate } from '../NumberGate.tsx'
import { useSave } from '../use-save.ts'
import styles from './game.module.css'
import { endingOf, type FoundGame, type Play } from './play.ts'
import { Stamps } from './Stamps.tsx'
import { Wheel } from './Wheel.tsx'

export function GameTable({ found }: { readonly found: FoundGame }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { game, mine } = found
  const [playId] = useState(newId)
  // What was won is told when the wheel stands, not before.
  const [landing, setLanding] = useState<Play | null>(null)
  const play = useSave({
    run: async () => {
      const params = { gameId: game.id }
      const done = await call('POST /v1/games/{gameId}/plays', { params, body: { playId } })
      setLanding(done)
    },
    done: null,
  })
  const today = mine?.today ?? null
  const isWheel = game.stampsToFill === 1
  const land = async () => {
    await refresh('GET /v1/games/{gameId}')
    setLanding(null)
  }
  const isBusy = play.isPending || landing !== null
  return (
    <>
      {isWheel ? (
        <Wheel
          game={game}
          prize={landing?.draw?.prize ?? today?.draw?.prize ?? null}
          isTurning={landing !== null}
          onStand={() => void land()}
        />
      ) : (
        <Stamps
          all={game.stampsToFill}
          now={mine?.stamps ?? 0}
          isStamping={landing !== null}
          onStand={() => void land()}
        />
      )}
      {game.phase === 'open' ? (
        <NeedsSignIn icon={IconDice5} title={t.signInTitle} body={t.signInBody}>
          {today && landing === null ? (
            <Outcome game={game} play={today} />
          ) : (
            <NumberGate standing={isBusy ? null : found.myNumber} what="game">
              <BigButton loading={isBusy} onClick={() => play.mutate()}>
                {isWheel ? t.play : t.stamp}
              </BigButton>
            </NumberGate>
          )}
          <p className={styles.soft} role="status">
            {isBusy ? t.playing : `${t.once} ${t.until(calendarDay(game.endsOn, language))}`}
          </p>
        </NeedsSignIn>
      ) : (
        <p role="status">
          {game.phase === 'ended' ? t.ended : t.coming(calendarDay(game.startsOn, language))}
        </p>
      )}
    </>
  )
}

function Outcome({ game, play }: { readonly game: FoundGame['game']; readonly play: Play }) {
  const t = useText({ ko, en })
  const go = useGo()
  const ending = endingOf(game, play)
  const { couponId } = play
  const says = {
    stamped: t.stamped,
    won: t.won(ending.prize),
    lost: ending.consolation,
    'used-up': t.becauseUsedUp(ending.prize),
    held: t.becauseHeld(ending.prize),
    closed: t.becauseClosed(ending.prize),
  }
  const isWon = ending.kind === 'won'
  return (
    <Card tone={isWon ? 'yes' : 'plain'}>
      <div role="status" className={styles.outcome}>
        <h2 className={styles.says}>{says[ending.kind]}</h2>
        <p className={styles.plain}>{isWon ? t.wonBody : t.tomorrow}</p>
      </div>
      {couponId && (
        <Button h={52} onClick={() => go(links.coupon(couponId))}>
          {t.toCoupon}
        </Button>
      )}
    </Card>
  )
}
