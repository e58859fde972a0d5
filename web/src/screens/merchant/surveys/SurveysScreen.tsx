/** 설문: what the shop has asked, and the way to a new question. */
import { IconMessageQuestion } from '@tabler/icons-react'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { surveys as en } from '../../../text/en/surveys.ts'
import { counted } from '../../../text/figures.ts'
import { surveys as ko } from '../../../text/ko/surveys.ts'
import { useText } from '../../../text/language.tsx'
import { PlayListScreen } from '../PlayListScreen.tsx'
import { useShop } from '../shop.tsx'

export function SurveysScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id }
  return (
    <PlayListScreen
      icon={IconMessageQuestion}
      words={t}
      newHref={links.newSurvey(shop.id)}
      question={ask('GET /v1/merchants/{merchantId}/surveys', { params })}
      rowsOf={({ items }) =>
        items.map(({ id, title, phase, questionCount, answered }) => ({
          id,
          title,
          phase,
          detail: t.row(questionCount, counted(answered)),
          href: links.shopSurvey(shop.id, id),
        }))
      }
    />
  )
}
