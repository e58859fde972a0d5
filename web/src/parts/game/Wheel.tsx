/** The wheel: pieces as large as their published chances. It turns to what the server drew. */
import { useReducedMotion } from '@mantine/hooks'
import { useEffect } from 'react'
import styles from './game.module.css'
import { outline, piecesOf, standingAt, type Game } from './play.ts'

const RADIUS = 100
const TURNS = 5
const TURN_MS = 3_200

export function Wheel({
  game,
  prize,
  isTurning,
  onStand,
}: {
  readonly game: Game
  /** What was drawn; null before. */
  readonly prize: number | null
  readonly isTurning: boolean
  readonly onStand: () => void
}) {
  const isCalm = useReducedMotion()
  useEffect(() => {
    if (!isTurning) return
    const timer = setTimeout(onStand, isCalm ? 0 : TURN_MS)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the wheel is set off once a play
  }, [isTurning, isCalm])
  const pieces = piecesOf(game)
  const standing = prize === null ? 0 : standingAt(pieces, prize)
  const turned = standing + (prize === null ? 0 : TURNS * 360)
  return (
    <div className={styles.wheel} aria-hidden>
      <span className={styles.pointer} />
      <svg viewBox="-104 -104 208 208">
        <g
          className={styles.disc}
          style={{
            transform: `rotate(${turned}deg)`,
            transitionDuration: isTurning && !isCalm ? `${TURN_MS}ms` : '0ms',
          }}
        >
          {pieces.map((piece) => (
            <path
              key={piece.number}
              className={styles.piece}
              data-none={piece.number === 0}
              data-tone={piece.number % 3}
              d={outline(piece, RADIUS)}
            />
          ))}
          {pieces.map(({ number, from, to }) => {
            // A sliver has no room for its number; the table below has.
            if (number === 0 || to - from < 0.04) return null
            const angle = ((from + to) / 2) * 2 * Math.PI
            const [x, y] = [Math.sin(angle) * 66, -Math.cos(angle) * 66]
            // Upright for whoever reads it when its piece stands at the top.
            const upright = `rotate(${((from + to) / 2) * 360} ${x} ${y})`
            return (
              <text key={number} className={styles.label} x={x} y={y} transform={upright}>
                {number}
              </text>
            )
          })}
        </g>
        <circle className={styles.hub} r={12} />
      </svg>
    </div>
  )
}
