/** What a channel does for a while, be it events, games or surveys: the list of them, and the way to a new one. */
import { Badge, Button } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import { useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { links } from '../../links.ts'
import { Answer } from '../../parts/Answer.tsx'
import { useGo } from '../../parts/go.tsx'
import { Page } from '../../ui/Page.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useShop } from './shop.tsx'
import { OwnerOnly } from './ShopFrame.tsx'

export type PlayRow = {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly phase: 'draft' | 'coming' | 'open' | 'ended'
  readonly href: string
}

type RowsProps<Found> = {
  readonly icon: TablerIcon
  readonly words: {
    readonly listLabel: string
    readonly emptyTitle: string
    readonly emptyBody: string
    readonly phase: Readonly<Record<PlayRow['phase'], string>>
  }
  readonly question: UseQueryOptions<Found>
  readonly rowsOf: (found: Found) => readonly PlayRow[]
}
type Props<Found> = RowsProps<Found> & {
  readonly words: { readonly title: string; readonly lead: string; readonly create: string }
  readonly newHref: string
}

export function PlayListScreen<Found>({ words, newHref, ...rest }: Props<Found>) {
  const shop = useShop()
  const go = useGo()
  const create = (
    <Button h={52} fullWidth onClick={() => go(newHref)}>
      {words.create}
    </Button>
  )
  return (
    <Page
      title={words.title}
      lead={words.lead}
      onBack={() => go(links.channel(shop.id))}
      foot={shop.role === 'owner' ? create : undefined}
    >
      <OwnerOnly>
        <PlayRows words={words} {...rest} />
      </OwnerOnly>
    </Page>
  )
}

function PlayRows<Found>({ icon, words, question, rowsOf }: RowsProps<Found>) {
  const go = useGo()
  const found = useQuery(question)
  return (
    <Answer query={found}>
      {(it) => {
        const rows = rowsOf(it)
        return rows.length === 0 ? (
          <EmptyState icon={icon} title={words.emptyTitle}>
            {words.emptyBody}
          </EmptyState>
        ) : (
          <Rows label={words.listLabel}>
            {rows.map(({ id, title, detail, phase, href }) => (
              <Row
                key={id}
                icon={icon}
                title={title}
                detail={detail}
                end={
                  <Badge variant={phase === 'open' ? 'light' : 'default'}>
                    {words.phase[phase]}
                  </Badge>
                }
                href={href}
                onGo={() => go(href)}
              />
            ))}
          </Rows>
        )
      }}
    </Answer>
  )
}
