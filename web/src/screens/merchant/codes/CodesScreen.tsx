/** The batches of numbers of one coupon, and the way to a new one. */
import { Badge, Button } from '@mantine/core'
import { IconHash, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { codes as en } from '../../../text/en/codes.ts'
import { counted } from '../../../text/figures.ts'
import { codes as ko } from '../../../text/ko/codes.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import type { CodeBatch } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { batchState, MAKING_EVERY_MS } from './batch.ts'
import { NewBatch } from './NewBatch.tsx'

export function CodesScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const offerId = usePathPart('offerId')
  const [isMaking, setMaking] = useState(false)
  const offer = useQuery(ask('GET /v1/offers/{offerId}', { params: { offerId } }))
  return (
    <Page
      title={t.title}
      lead={offer.data?.title ?? t.lead}
      onBack={() => go(links.codes(shop.id))}
      action={
        shop.role === 'owner' && (
          <Button
            h={48}
            leftSection={<IconPlus size={20} aria-hidden />}
            onClick={() => setMaking(true)}
          >
            {t.create}
          </Button>
        )
      }
    >
      <OwnerOnly>
        <Batches offerId={offerId} onCreate={() => setMaking(true)} />
      </OwnerOnly>
      <Sheet isOpen={isMaking} onClose={() => setMaking(false)} title={t.create}>
        <NewBatch
          offerId={offerId}
          onMade={(batchId) => go(links.codeBatch(shop.id, offerId, batchId))}
        />
      </Sheet>
    </Page>
  )
}

function Batches({ offerId, onCreate }: { readonly offerId: string; onCreate(): void }) {
  const t = useText({ ko, en })
  const [showsArchived, setShowsArchived] = useState(false)
  const batches = useQuery({
    ...ask('GET /v1/offers/{offerId}/code-batches', { params: { offerId } }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((batch) => batchState(batch) === 'making') ? MAKING_EVERY_MS : false,
  })
  const archived = useQuery({
    ...ask('GET /v1/offers/{offerId}/code-batches', {
      params: { offerId },
      query: { archived: true },
    }),
    enabled: showsArchived,
  })
  return (
    <>
      <Answer query={batches}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={IconHash}
              title={t.emptyTitle}
              action={
                <Button size="lg" h={56} onClick={onCreate}>
                  {t.create}
                </Button>
              }
            >
              {t.emptyBody}
            </EmptyState>
          ) : (
            <BatchRows label={t.listLabel} batches={items} />
          )
        }
      </Answer>
      <Button
        variant="subtle"
        color="gray"
        mih={48}
        onClick={() => setShowsArchived(!showsArchived)}
      >
        {showsArchived ? t.hideArchived : t.showArchived}
      </Button>
      {showsArchived && (
        <Answer query={archived}>
          {({ items }) =>
            items.length === 0 ? (
              <p>{t.archivedEmpty}</p>
            ) : (
              <BatchRows label={t.state.archived} batches={items} />
            )
          }
        </Answer>
      )}
    </>
  )
}

function BatchRows({
  label,
  batches,
}: {
  readonly label: string
  readonly batches: readonly CodeBatch[]
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  return (
    <Rows label={label}>
      {batches.map((batch) => {
        const { id, offerId, title, kind, made, claims } = batch
        const state = batchState(batch)
        const href = links.codeBatch(shop.id, offerId, id)
        return (
          <Row
            key={id}
            title={title}
            detail={
              kind === 'shared'
                ? t.sharedCounts(counted(claims))
                : t.counts(counted(made), counted(claims))
            }
            end={
              <Badge variant="light" color={state === 'ready' ? 'green' : 'gray'} size="lg">
                {t.state[state]}
              </Badge>
            }
            href={href}
            onGo={() => go(href)}
          />
        )
      })}
    </Rows>
  )
}
