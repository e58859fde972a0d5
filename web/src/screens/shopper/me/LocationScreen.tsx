/** Who looked at my location, what for, and when. */
import { Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { since } from '../../../parts/format.ts'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { LocationUse } from '../../../shapes.ts'
import { location as en, me as meEn } from '../../../text/en/me.ts'
import { location as ko, me as meKo } from '../../../text/ko/me.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { EmptyState } from '../../../ui/States.tsx'

export function LocationScreen() {
  const t = useText({ ko, en })
  const me = useText({ ko: meKo, en: meEn })
  const back = useGoBack(links.me())
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <NeedsSignIn icon={IconEye} title={me.signIn.title} body={me.signIn.body}>
        <Uses />
      </NeedsSignIn>
    </Page>
  )
}

function Uses() {
  const t = useText({ ko, en })
  const go = useGo()
  const query = useQuery(ask('GET /v1/me/location-uses', { query: { limit: 100 } }))
  return (
    <Answer query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            icon={IconEye}
            title={t.empty.title}
            action={
              <Button variant="default" h={48} onClick={() => go(links.consents())}>
                {t.empty.consents}
              </Button>
            }
          >
            {t.empty.body}
          </EmptyState>
        ) : (
          <Rows label={t.title}>
            {items.map((use) => (
              <Use key={`${use.at}/${use.purpose}/${use.merchantId ?? ''}`} use={use} />
            ))}
          </Rows>
        )
      }
    </Answer>
  )
}

function Use({ use }: { readonly use: LocationUse }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  // Names of shops are public; one that cannot be had is still a shop.
  const merchant = useQuery({
    ...ask('GET /v1/merchants/{merchantId}', { params: { merchantId: use.merchantId ?? '' } }),
    enabled: use.merchantId !== null,
    staleTime: 3_600_000,
    retry: false,
  })
  const name = use.merchantId === null ? t.market : (merchant.data?.name ?? t.shop)
  return (
    <Row
      title={`${name}: ${t.purposes[use.purpose]}`}
      detail={`${since(new Date(use.at), now, language)} · ${t.times(use.count)}`}
    />
  )
}
