/** A game that is played where it was met, over what is read there: its odds come with it. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../api.ts'
import { links } from '../../links.ts'
import { game as en } from '../../text/en/games.ts'
import { talk as talkEn } from '../../text/en/talk.ts'
import { game as ko } from '../../text/ko/games.ts'
import { talk as talkKo } from '../../text/ko/talk.ts'
import { useText } from '../../text/language.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Answer } from '../Answer.tsx'
import { GoLink } from '../go.tsx'
import styles from './game.module.css'
import { GameTable } from './GameTable.tsx'
import { Odds } from './Odds.tsx'

export function PlayHere({ gameId, title }: { readonly gameId: string; readonly title: string }) {
  const t = useText({ ko: talkKo, en: talkEn }).game
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button fullWidth mih={48} mt={8} onClick={() => setOpen(true)}>
        {t.open}
      </Button>
      <Sheet isOpen={isOpen} onClose={() => setOpen(false)} title={title}>
        {isOpen && <Game gameId={gameId} />}
      </Sheet>
    </>
  )
}

function Game({ gameId }: { readonly gameId: string }) {
  const t = useText({ ko: talkKo, en: talkEn }).game
  const { goneTitle } = useText({ ko, en })
  const query = useQuery(ask('GET /v1/games/{gameId}', { params: { gameId } }))
  return (
    <Answer query={query} refused={<p>{goneTitle}</p>}>
      {(found) => (
        <div className={styles.here}>
          <GameTable found={found} />
          <Odds game={found.game} />
          <GoLink href={links.game(gameId)}>{t.whole}</GoLink>
        </div>
      )}
    </Answer>
  )
}
