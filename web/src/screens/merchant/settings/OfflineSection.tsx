/** What each till may give away while nobody answers. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useSave } from '../../../parts/use-save.ts'
import { offline as en } from '../../../text/en/offline.ts'
import { offline as ko } from '../../../text/ko/offline.ts'
import { useText } from '../../../text/language.tsx'
import { AmountField } from '../../../ui/AmountField.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import styles from './settings.module.css'

const url = '/v1/merchants/{merchantId}/offline-policy'

export function OfflineSection() {
  const t = useText({ ko, en })
  const { id: merchantId } = useShop()
  const policy = useQuery(ask(`GET ${url}`, { params: { merchantId } }))
  return (
    <Section title={t.setting} hint={t.settingHint}>
      <Answer query={policy} loading={<Loading count={1} />}>
        {({ givenMinorMax }) => <Limit key={givenMinorMax} before={givenMinorMax} />}
      </Answer>
    </Section>
  )
}

function Limit({ before }: { readonly before: number }) {
  const t = useText({ ko, en })
  const { id: merchantId } = useShop()
  const [amount, setAmount] = useState(before)
  const set = (givenMinorMax: number) =>
    call(`PUT ${url}`, { params: { merchantId }, body: { givenMinorMax } })
  const save = useSave({
    run: () => set(amount),
    undo: () => set(before),
    after: () => refresh(`GET ${url}`),
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <AmountField
        label={t.settingLabel}
        description={t.settingOff}
        size="md"
        value={amount}
        onAmount={setAmount}
      />
      <Button type="submit" h={52} disabled={amount === before} loading={save.isPending}>
        {t.save}
      </Button>
    </form>
  )
}
