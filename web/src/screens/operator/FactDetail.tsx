/** One fact, what it names, and what happened because of it. */
import { Button, CloseButton } from '@mantine/core'
import { IconArrowDown, IconDots } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { ask } from '../../api.ts'
import { dateAndClock } from '../../parts/format.ts'
import { useNow } from '../../parts/use-now.ts'
import { operator as en } from '../../text/en/operator.ts'
import { operator as ko } from '../../text/ko/operator.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { useNames } from './names.ts'
import styles from './operator.module.css'
import type { Fact } from './shapes.ts'
import { causedBy, namedIn } from './walk.ts'

/** The two most telling ids and the person: more would be noise, and slow. */
const TRAILS_MAX = 2

function useCaused(fact: Fact) {
  const { subjectId } = fact
  const trails = namedIn(fact)
    .slice(0, TRAILS_MAX)
    .map(({ id }) => ({ about: id }))
  const queries = [...trails, ...(subjectId ? [{ subjectId }] : [])]
  return useQueries({
    queries: queries.map((query) =>
      ask('GET /v1/operator/facts', { query: { ...query, limit: 60 } }),
    ),
    combine: (answers) => ({
      isPending: answers.some(({ isPending }) => isPending),
      caused: causedBy(
        fact,
        answers.flatMap(({ data }) => data?.items ?? []),
      ),
    }),
  })
}

export function FactDetail({
  fact,
  onChoose,
  onName,
  onAbout,
  onClose,
}: {
  readonly fact: Fact
  readonly onChoose: (fact: Fact) => void
  readonly onName: (name: string) => void
  readonly onAbout: (id: string) => void
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const { factOf } = useNames()
  const { isPending, caused } = useCaused(fact)
  const { subjectId } = fact
  return (
    <article className={styles.card} aria-label={factOf(fact.name)}>
      <header className={styles.cardHead}>
        <div>
          <h2 className={styles.cardTitle}>{factOf(fact.name)}</h2>
          <p className={styles.code}>{fact.name}</p>
          <p className={`${styles.soft} figures`}>
            #{fact.id} · {dateAndClock(new Date(fact.at), now, language)}
          </p>
        </div>
        <CloseButton size={44} aria-label={t.factClose} onClick={onClose} />
      </header>
      <dl className={styles.pairs}>
        {Object.entries(fact.data).map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd className="figures">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.buttons}>
        {subjectId && (
          <Button variant="default" h={44} onClick={() => onAbout(subjectId)}>
            {t.factPerson}
          </Button>
        )}
        <Button variant="default" h={44} onClick={() => onName(fact.name)}>
          {t.factSameKind}
        </Button>
      </div>
      <h3 className={styles.after}>{t.factCaused}</h3>
      {isPending && caused.length === 0 && <Loading count={2} />}
      {!isPending && caused.length === 0 && <p className={styles.soft}>{t.factCausedNone}</p>}
      <ol className={styles.trail}>
        {caused.map(({ fact: next, isSure }) => (
          <li key={next.id} data-sure={isSure}>
            {isSure ? <IconArrowDown size={18} aria-hidden /> : <IconDots size={18} aria-hidden />}
            <button type="button" className={styles.fact} onClick={() => onChoose(next)}>
              <span className={styles.factName}>{factOf(next.name)}</span>
              <span className={`${styles.factMore} figures`}>
                {isSure ? t.factSure : t.factAfter} ·{' '}
                {dateAndClock(new Date(next.at), now, language)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </article>
  )
}
