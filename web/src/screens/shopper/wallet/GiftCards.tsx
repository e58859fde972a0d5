/** Gift cards with something left on them, and the way to add one. */
import { Button, TextInput } from '@mantine/core'
import { IconGift } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, refresh } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date, won } from '../../../parts/format.ts'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import { giftsQuery } from '../../../parts/wallet.ts'
import { loyalty as en } from '../../../text/en/loyalty.ts'
import { loyalty as ko } from '../../../text/ko/loyalty.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import styles from './GiftCards.module.css'

export function GiftCards() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const query = useQuery(giftsQuery())
  const [isAdding, setAdding] = useState(false)
  return (
    <section aria-labelledby="gifts">
      <div className={styles.head}>
        <h2 id="gifts" className={styles.title}>
          {t.gifts}
        </h2>
        <Button variant="subtle" h={48} onClick={() => setAdding(true)}>
          {t.giftAdd}
        </Button>
      </div>
      <Answer query={query} loading={<Loading count={1} />}>
        {({ items }) =>
          items.length > 0 && (
            <Rows label={t.gifts}>
              {items.map((gift) => (
                <Row
                  key={gift.giftCardId}
                  icon={IconGift}
                  title={gift.merchantName}
                  detail={
                    gift.availableAt && gift.upcomingMinor > 0
                      ? t.giftFrom(date(new Date(gift.availableAt), now, language))
                      : t.giftUntil(date(new Date(gift.expiresAt), now, language))
                  }
                  end={
                    <strong className="figures">
                      {t.giftLeft(won(gift.availableMinor + gift.upcomingMinor, language))}
                    </strong>
                  }
                />
              ))}
            </Rows>
          )
        }
      </Answer>
      <Sheet isOpen={isAdding} onClose={() => setAdding(false)} title={t.giftAdd}>
        <NewGift onDone={() => setAdding(false)} />
      </Sheet>
    </section>
  )
}

const CODE_LENGTH = 20

function NewGift({ onDone }: { readonly onDone: () => void }) {
  const t = useText({ ko, en })
  const [code, setCode] = useState('')
  const save = useSave({
    run: () => call('POST /v1/me/gift-cards', { body: { code } }),
    done: t.giftAdded,
    after: () => {
      onDone()
      return refresh('GET /v1/me/gift-cards')
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextInput
        label={t.giftCode}
        description={t.giftCodeHint}
        size="md"
        autoComplete="off"
        autoCapitalize="characters"
        data-autofocus
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
      <Button
        type="submit"
        h={52}
        disabled={code.replaceAll(/[\s-]/g, '').length !== CODE_LENGTH}
        loading={save.isPending}
      >
        {t.giftAdd}
      </Button>
    </form>
  )
}
