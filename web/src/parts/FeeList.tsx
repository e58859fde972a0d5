/** Fees as sentences: those that hold, those to come, and on request those that were. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { fees as en } from '../text/en/fees.ts'
import { fees as ko } from '../text/ko/fees.ts'
import { useLanguage, useText } from '../text/language.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Card } from '../ui/Section.tsx'
import styles from './FeeList.module.css'
import { feesBy, feeSentence, type Fee } from './fees.ts'
import { dateAndClock } from './format.ts'
import { useNow } from './use-now.ts'

export function FeeList({ fees }: { readonly fees: readonly Fee[] }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow(60)
  const [showsPast, setShowsPast] = useState(false)
  const { present, coming, past } = feesBy(fees, now)
  const when = ({ startsAt }: Fee) => dateAndClock(new Date(startsAt), now, language)
  const who = ({ setByName }: Fee) => (setByName === null ? null : t.setBy(setByName))
  const rowOf = (fee: Fee, says: string) => (
    <Row
      key={fee.startsAt}
      title={feeSentence(fee, language)}
      detail={[says, who(fee)].filter(Boolean).join(' · ')}
    />
  )
  return (
    <>
      <Card>
        <p className={styles.sentence}>{present ? feeSentence(present, language) : t.none}</p>
        {present && (
          <p className={styles.soft}>
            {[t.now(when(present)), who(present)].filter(Boolean).join(' · ')}
          </p>
        )}
      </Card>
      {coming.length > 0 && <Rows>{coming.map((fee) => rowOf(fee, t.later(when(fee))))}</Rows>}
      {past.length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          mih={48}
          aria-expanded={showsPast}
          onClick={() => setShowsPast(!showsPast)}
        >
          {t.history}
        </Button>
      )}
      {showsPast && (
        <Rows label={t.history}>{past.map((fee) => rowOf(fee, t.before(when(fee))))}</Rows>
      )}
    </>
  )
}
