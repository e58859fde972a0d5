/** Facts that a reader could not read, with why, and the way to the fact itself. */
import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { dateAndClock } from '../../parts/format.ts'
import { useNow } from '../../parts/use-now.ts'
import { operator as en } from '../../text/en/operator.ts'
import { operator as ko } from '../../text/ko/operator.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useNames } from './names.ts'
import styles from './operator.module.css'

export function DeadFacts({ onFact }: { readonly onFact: (factId: number) => void }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const { areaOf } = useNames()
  const dead = useQuery({ ...ask('GET /v1/operator/dead-facts'), refetchInterval: 15_000 })
  return (
    <Answer query={dead}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={IconCircleCheck} title={t.deadEmpty} />
        ) : (
          <div className={styles.stack}>
            <p className={styles.soft}>{t.deadHint}</p>
            <Rows label={t.dead}>
              {items.map(({ reader, seq, factId, error, at }) => (
                <Row
                  key={`${reader}/${seq}`}
                  title={t.deadAt({ fact: `#${factId}`, reader: areaOf(reader) })}
                  detail={`${dateAndClock(new Date(at), now, language)} · ${error}`}
                  onGo={() => onFact(factId)}
                />
              ))}
            </Rows>
          </div>
        )
      }
    </Answer>
  )
}
