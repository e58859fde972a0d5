/** Today's visitors as dots, those Golmok brought filled. */
import { merchantToday as en } from '../../../text/en/merchant-today.ts'
import { merchantToday as ko } from '../../../text/ko/merchant-today.ts'
import { useText } from '../../../text/language.tsx'
import { peoplePicture } from './people-picture.ts'
import styles from './PeoplePicture.module.css'

const COLUMNS = 20
const STEP = 16
const RADIUS = 5.5

export function PeoplePicture({
  visits,
  ours,
}: {
  readonly visits: number
  readonly ours: number
}) {
  const t = useText({ ko, en })
  const drawn = peoplePicture(visits, ours, COLUMNS, STEP)
  if (drawn.dots.length === 0) return null
  return (
    <figure className={styles.figure}>
      <svg
        role="img"
        aria-label={t.pictureLabel({ visits, ours })}
        viewBox={`0 0 ${COLUMNS * STEP} ${drawn.rows * STEP}`}
        className={styles.dots}
      >
        {drawn.dots.map(({ x, y, isOurs }) => (
          <circle
            key={`${x}/${y}`}
            cx={x}
            cy={y}
            r={isOurs ? RADIUS + 0.5 : RADIUS - 0.75}
            className={isOurs ? styles.ours : styles.others}
          />
        ))}
      </svg>
      <figcaption className={styles.legend}>
        <span>
          <i className={styles.keyOurs} aria-hidden /> {t.pictureOurs}{' '}
          <b className="figures">{t.people(ours)}</b>
        </span>
        <span>
          <i className={styles.keyOthers} aria-hidden /> {t.pictureOthers}{' '}
          <b className="figures">{t.people(Math.max(0, visits - ours))}</b>
        </span>
        {drawn.peoplePerDot > 1 && <span>{t.pictureScale(drawn.peoplePerDot)}</span>}
      </figcaption>
    </figure>
  )
}
