/** 설문: what the shop has asked, and the way to a new question. */
import { Button } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo } from '../../../parts/go.tsx'
import { surveys as en } from '../../../text/en/surveys.ts'
import { counted } from '../../../text/figures.ts'
import { surveys as ko } from '../../../text/ko/surveys.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PlayRows } from '../PlayRows.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'

export function SurveysScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const create = (
    <Button h={52} fullWidth onClick={() => go(links.newSurvey(shop.id))}>
      {t.create}
    </Button>
  )
  return (
    <Page
      title={t.title}
      lead={t.lead}
      onBack={() => go(links.channel(shop.id))}
      foot={shop.role === 'owner' ? create : undefined}
    >
      <OwnerOnly>
        <Surveys />
      </OwnerOnly>
    </Page>
  )
}

function Surveys() {
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id }
  const surveys = useQuery(ask('GET /v1/merchants/{merchantId}/surveys', { params }))
  return (
    <Answer query={surveys}>
      {({ items }) => (
        <PlayRows
          icon={IconMessageQuestion}
          words={t}
          rows={items.map(({ id, title, phase, questionCount, answered }) => ({
            id,
            title,
            phase,
            detail: t.row(questionCount, counted(answered)),
            href: links.shopSurvey(shop.id, id),
          }))}
        />
      )}
    </Answer>
  )
}
