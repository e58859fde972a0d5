/** What ways beside the inbox cost shops, how much they may use, and whether they may at all. */
import { Button, NumberInput, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { dateAndClock, won } from '../../parts/format.ts'
import { useNow } from '../../parts/use-now.ts'
import { useSave } from '../../parts/use-save.ts'
import type { ReplyTo } from '../../shapes.ts'
import { plans as en } from '../../text/en/plans.ts'
import { ways as waysEn } from '../../text/en/ways.ts'
import { counted } from '../../text/figures.ts'
import { plans as ko } from '../../text/ko/plans.ts'
import { ways as waysKo } from '../../text/ko/ways.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { AmountField } from '../../ui/AmountField.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Section } from '../../ui/Section.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import styles from './operator.module.css'

const TERMS = 'GET /v1/operator/way-terms'
type Reply = ReplyTo<typeof TERMS>
type Terms = Reply['items'][number]
type SetTerms = Reply['set'][number]

/** As the server allows. */
const PRICE_MINOR_MAX = 1_000_000
const PER_MONTH_MAX = 100_000_000

export function WayTerms() {
  const t = useText({ ko, en })
  const { names } = useText({ ko: waysKo, en: waysEn })
  const terms = useQuery(ask(TERMS))
  const says = useTermsSentence()
  const [edited, setEdited] = useState<string | null>(null)
  return (
    <Section title={t.terms} hint={t.termsHint}>
      <Answer query={terms}>
        {({ items, set }) => {
          const shown = items.find(({ way }) => way === edited)
          return (
            <>
              <Rows label={t.terms}>
                {items.map((each) => (
                  <Row
                    key={each.way}
                    title={names[each.way]}
                    detail={[says(each), ...(each.isSetUp ? [] : [t.termNotSetUp])].join(' · ')}
                    onGo={() => setEdited(each.way)}
                  />
                ))}
              </Rows>
              {set.length > 0 && <History set={set} />}
              <Sheet
                isOpen={shown !== undefined}
                onClose={() => setEdited(null)}
                title={shown ? names[shown.way] : ''}
              >
                {shown && (
                  <EditTerms key={shown.way} terms={shown} onDone={() => setEdited(null)} />
                )}
              </Sheet>
            </>
          )
        }}
      </Answer>
    </Section>
  )
}

/** `한 통 15원 · 한 달 1,000통까지`. */
function useTermsSentence(): (
  terms: Pick<Terms, 'priceMinor' | 'perMonthMax' | 'isOpen'>,
) => string {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  return ({ priceMinor, perMonthMax, isOpen }) =>
    [
      ...(isOpen ? [] : [t.termClosed]),
      priceMinor === 0 ? t.termFree : t.termPrice(won(priceMinor, language)),
      t.termMax(counted(perMonthMax)),
    ].join(' · ')
}

function EditTerms({ terms, onDone }: { readonly terms: Terms; readonly onDone: () => void }) {
  const t = useText({ ko, en })
  const { names } = useText({ ko: waysKo, en: waysEn })
  const { way } = terms
  const [{ priceMinor, perMonthMax, isOpen }, setChanged] = useState(terms)
  const change = (part: Partial<Terms>) => setChanged((before) => ({ ...before, ...part }))
  const save = useSave({
    run: () =>
      call('PUT /v1/operator/way-terms/{way}', {
        params: { way },
        body: { priceMinor, perMonthMax, isOpen },
      }),
    done: t.termSaved(names[way]),
    after: async () => {
      await refresh(TERMS)
      onDone()
    },
  })
  const isSame =
    priceMinor === terms.priceMinor && perMonthMax === terms.perMonthMax && isOpen === terms.isOpen
  return (
    <div className={styles.stack}>
      <AmountField
        size="md"
        label={t.termPriceLabel}
        step={1}
        max={PRICE_MINOR_MAX}
        clampBehavior="strict"
        placeholder="0"
        value={priceMinor}
        onAmount={(minor) => change({ priceMinor: minor })}
      />
      <NumberInput
        size="md"
        label={t.termMaxLabel}
        min={0}
        max={PER_MONTH_MAX}
        clampBehavior="strict"
        thousandSeparator=","
        allowDecimal={false}
        allowNegative={false}
        value={perMonthMax}
        onChange={(next) => change({ perMonthMax: Number(next) || 0 })}
      />
      <Switch
        size="md"
        label={t.termOpenLabel}
        description={t.termOpenHint}
        checked={isOpen}
        onChange={({ currentTarget }) => change({ isOpen: currentTarget.checked })}
      />
      <Button
        h={52}
        fullWidth
        disabled={isSame}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        {t.termSave}
      </Button>
    </div>
  )
}

/** Every version that was ever set, with who set it: behind a line to press. */
function History({ set }: { readonly set: readonly SetTerms[] }) {
  const t = useText({ ko, en })
  const { names } = useText({ ko: waysKo, en: waysEn })
  const { language } = useLanguage()
  const now = useNow(60)
  const says = useTermsSentence()
  return (
    <details className={styles.history}>
      <summary>{t.termHistory}</summary>
      <Rows label={t.termHistory}>
        {set.map((each) => (
          <Row
            key={`${each.way}/${each.setAt}/${says(each)}`}
            title={`${names[each.way]} · ${says(each)}`}
            detail={[
              dateAndClock(new Date(each.setAt), now, language),
              ...(each.setByName === null ? [] : [t.termSetBy(each.setByName)]),
            ].join(' · ')}
          />
        ))}
      </Rows>
    </details>
  )
}
