/** What the law wants told of who runs the market, and opening it once that is complete. */
import { Button, TextInput } from '@mantine/core'
import { IconCircleCheck, IconDoorEnter, IconFileText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import { links } from '../../links.ts'
import { Answer } from '../../parts/Answer.tsx'
import { calendarDay, dayOf } from '../../parts/format.ts'
import { GoLink } from '../../parts/go.tsx'
import { useSave } from '../../parts/use-save.ts'
import { market as en } from '../../text/en/market.ts'
import { market as ko } from '../../text/ko/market.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { BigButton } from '../../ui/BigButton.tsx'
import { Card, Section } from '../../ui/Section.tsx'
import styles from './operator.module.css'
import type { MarketDetails } from './shapes.ts'

type Said = MarketDetails['said']
type Item = keyof Said

const groups = {
  who: ['businessName', 'representative', 'address', 'phone', 'email'],
  reports: ['businessNumber', 'mailOrderReport', 'locationReport'],
  answers: ['locationManager', 'locationManagerContact', 'privacyOfficer', 'privacyOfficerContact'],
} as const satisfies Record<string, readonly Item[]>

export function Opening() {
  const details = useQuery(ask('GET /v1/market/details'))
  return (
    <Answer query={details}>
      {/* What was saved is where the next change begins. */}
      {(answer) => <Form key={answer.version} details={answer} />}
    </Answer>
  )
}

function Form({ details }: { readonly details: MarketDetails }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const [changed, setChanged] = useState<Partial<Said>>({})
  const said = { ...details.said, ...changed }
  const isChanged = Object.keys(said).some(
    (item) => said[item as Item] !== details.said[item as Item],
  )
  const after = () => refresh('GET /v1/market/details')
  const save = useSave({
    run: () => call('PUT /v1/market/details', { body: { said, after: details.version } }),
    done: t.saved,
    after,
  })
  const open = useSave({ run: () => call('POST /v1/market/opening'), done: t.opened, after })
  const left = details.missing.length
  return (
    <div className={styles.stack}>
      <Card tone={details.openedAt ? 'yes' : 'accent'}>
        <p className={styles.sentence}>
          {details.openedAt ? (
            <IconCircleCheck size={26} aria-hidden />
          ) : (
            <IconDoorEnter size={26} aria-hidden />
          )}
          {details.openedAt ? t.openTitle : t.closedTitle}
        </p>
        <p className={styles.soft}>
          {details.openedAt
            ? t.openSince(calendarDay(dayOf(new Date(details.openedAt)), language))
            : t.closedBody}
        </p>
        <p className={styles.soft}>{left === 0 ? t.none : t.left(left)}</p>
      </Card>
      {Object.entries(groups).map(([group, items]) => (
        <Section key={group} title={t.groups[group as keyof typeof groups]}>
          <div className={styles.fields}>
            {items.map((item) => (
              <TextInput
                key={item}
                size="md"
                w="100%"
                label={t.items[item]}
                maxLength={200}
                value={said[item]}
                error={
                  details.version > 0 &&
                  said[item] === details.said[item] &&
                  details.missing.includes(item) &&
                  t.wrong
                }
                onChange={({ currentTarget }) =>
                  setChanged({ ...changed, [item]: currentTarget.value })
                }
              />
            ))}
          </div>
        </Section>
      ))}
      <p className={styles.soft}>{t.check}</p>
      <div className={styles.buttons}>
        <Button
          h={52}
          variant={left === 0 && !isChanged ? 'default' : 'filled'}
          disabled={!isChanged}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t.save}
        </Button>
        <GoLink className={styles.town} href={links.policy()}>
          <IconFileText size={18} aria-hidden />
          {t.seePolicy}
        </GoLink>
      </div>
      {!details.openedAt && (
        <>
          <p className={styles.soft}>{t.openHint}</p>
          <BigButton
            whyNot={isChanged ? t.unsaved : left > 0 ? t.left(left) : null}
            loading={open.isPending}
            onClick={() => open.mutate()}
          >
            {t.open}
          </BigButton>
        </>
      )}
    </div>
  )
}
