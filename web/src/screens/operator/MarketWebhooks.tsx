/** The market's own addresses: other programs that are told what happens in all shops. */
import { Button } from '@mantine/core'
import { IconArrowLeft, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { ENDPOINT, EndpointDesk } from '../../parts/webhooks/EndpointDesk.tsx'
import { EndpointRows, NewEndpoint } from '../../parts/webhooks/EndpointRows.tsx'
import { operator as en } from '../../text/en/operator.ts'
import { webhooks as wordsEn } from '../../text/en/webhooks.ts'
import { operator as ko } from '../../text/ko/operator.ts'
import { webhooks as wordsKo } from '../../text/ko/webhooks.ts'
import { useText } from '../../text/language.tsx'
import { Section } from '../../ui/Section.tsx'

const endpoints = { list: 'GET /v1/operator/webhooks', params: {} } as const

export function MarketWebhooks() {
  const t = useText({ ko, en })
  const words = useText({ ko: wordsKo, en: wordsEn })
  const [chosen, setChosen] = useState<string | null>(null)
  const [isAdding, setAdding] = useState(false)
  if (chosen) return <One endpointId={chosen} onBack={() => setChosen(null)} />
  return (
    <Section
      title={t.webhooks}
      hint={t.webhooksHint}
      action={
        <Button
          h={48}
          leftSection={<IconPlus size={20} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {words.add}
        </Button>
      }
    >
      <EndpointRows {...endpoints} onGo={setChosen} />
      <NewEndpoint {...endpoints} isOpen={isAdding} onClose={() => setAdding(false)} />
    </Section>
  )
}

function One({ endpointId, onBack }: { readonly endpointId: string; readonly onBack: () => void }) {
  const t = useText({ ko, en })
  const found = useQuery(ask(ENDPOINT, { params: { endpointId } }))
  return (
    <Section
      title={found.data?.description || t.webhooks}
      hint={found.data?.url}
      action={
        <Button
          variant="default"
          h={48}
          leftSection={<IconArrowLeft size={20} aria-hidden />}
          onClick={onBack}
        >
          {t.webhooksBack}
        </Button>
      }
    >
      <Answer query={found}>
        {(endpoint) => (
          <EndpointDesk endpoint={endpoint} list={endpoints.list} onRemoved={onBack} />
        )}
      </Answer>
    </Section>
  )
}
