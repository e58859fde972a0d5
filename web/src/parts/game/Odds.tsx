/** What can be won, and how likely: shown before anybody plays. */
import { game as en } from '../../text/en/games.ts'
import { counted } from '../../text/figures.ts'
import { game as ko } from '../../text/ko/games.ts'
import { useText } from '../../text/language.tsx'
import { Section } from '../../ui/Section.tsx'
import styles from './game.module.css'
import { WHOLE, type Game } from './play.ts'

/** `12.5%` of a share of the whole. */
const percent = (share: number) => `${(share * 100) / WHOLE}%`

export function Odds({ game }: { readonly game: Game }) {
  const t = useText({ ko, en })
  const inOrder = [
    ...game.prizes.filter(({ number }) => number > 0),
    ...game.prizes.filter(({ number }) => number === 0),
  ]
  const isChanged = game.prizes.some(({ share, shareNow }) => share !== shareNow)
  return (
    <Section title={t.odds} hint={t.oddsHint}>
      <table className={`${styles.odds} figures`}>
        <thead>
          <tr>
            <th scope="col">{t.prize}</th>
            <th scope="col">{t.chance}</th>
            <th scope="col">{t.left}</th>
          </tr>
        </thead>
        <tbody>
          {inOrder.map(({ number, title, share, shareNow, stock, won }) => (
            <tr key={number}>
              <th scope="row">{number > 0 ? `${number}. ${title}` : title}</th>
              <td>
                {percent(shareNow)}
                {share !== shareNow && <s className={styles.before}>{percent(share)}</s>}
              </td>
              <td>
                {stock === null
                  ? '–'
                  : won >= stock
                    ? t.usedUp
                    : t.leftOf(counted(stock - won), counted(stock))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.soft}>
        {t.alreadyHint} {isChanged && t.usedUpHint}
      </p>
    </Section>
  )
}
