/** A list of things of a channel that are open for a while: their four states, each with a word of it. */
import { Badge } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import { useGo } from '../../parts/go.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { EmptyState } from '../../ui/States.tsx'

export type PlayRow = {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly phase: 'draft' | 'coming' | 'open' | 'ended'
  readonly href: string
}

export function PlayRows({
  icon,
  rows,
  words,
}: {
  readonly icon: TablerIcon
  readonly rows: readonly PlayRow[]
  readonly words: {
    readonly listLabel: string
    readonly emptyTitle: string
    readonly emptyBody: string
    readonly phase: Readonly<Record<PlayRow['phase'], string>>
  }
}) {
  const go = useGo()
  if (rows.length === 0) {
    return (
      <EmptyState icon={icon} title={words.emptyTitle}>
        {words.emptyBody}
      </EmptyState>
    )
  }
  return (
    <Rows label={words.listLabel}>
      {rows.map(({ id, title, detail, phase, href }) => (
        <Row
          key={id}
          icon={icon}
          title={title}
          detail={detail}
          end={<Badge variant={phase === 'open' ? 'light' : 'default'}>{words.phase[phase]}</Badge>}
          href={href}
          onGo={() => go(href)}
        />
      ))}
    </Rows>
  )
}
