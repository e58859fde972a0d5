/** What the shop of a place asks, invites to and plays at the moment; nothing where there is nothing. */
import { IconCalendarEvent, IconDice5, IconMessageQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useGo } from '../../../parts/go.tsx'
import type { PlacePage } from '../../../shapes.ts'
import { events as eventsEn } from '../../../text/en/events.ts'
import { games as gamesEn } from '../../../text/en/games.ts'
import { surveys as surveysEn } from '../../../text/en/surveys.ts'
import { events as eventsKo } from '../../../text/ko/events.ts'
import { games as gamesKo } from '../../../text/ko/games.ts'
import { surveys as surveysKo } from '../../../text/ko/surveys.ts'
import { useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'

/** Of each kind; the newest come first. */
const SHOWN_MAX = 3
const isOn = ({ phase }: { readonly phase: string }) => phase === 'open' || phase === 'coming'

export function ShopPlay({ place }: { readonly place: PlacePage }) {
  const go = useGo()
  const texts = {
    surveys: useText({ ko: surveysKo, en: surveysEn }),
    events: useText({ ko: eventsKo, en: eventsEn }),
    games: useText({ ko: gamesKo, en: gamesEn }),
  }
  const params = { merchantId: place.merchantId }
  const surveys = useQuery(ask('GET /v1/merchants/{merchantId}/surveys', { params }))
  const events = useQuery(ask('GET /v1/merchants/{merchantId}/pages', { params }))
  const games = useQuery(ask('GET /v1/merchants/{merchantId}/games', { params }))
  const rows = [
    ...(events.data?.items.filter(isOn).slice(0, SHOWN_MAX) ?? []).map(({ id, slug, title }) => {
      return { id, title, icon: IconCalendarEvent, is: texts.events, href: links.event(slug) }
    }),
    ...(games.data?.items.filter(isOn).slice(0, SHOWN_MAX) ?? []).map(({ id, title }) => {
      return { id, title, icon: IconDice5, is: texts.games, href: links.game(id) }
    }),
    ...(surveys.data?.items.filter((it) => isOn(it) && it.audience !== 'link') ?? [])
      .slice(0, SHOWN_MAX)
      .map(({ id, title }) => {
        return { id, title, icon: IconMessageQuestion, is: texts.surveys, href: links.survey(id) }
      }),
  ]
  if (rows.length === 0) return null
  return (
    <Rows>
      {rows.map(({ id, title, icon, is, href }) => (
        <Row
          key={id}
          icon={icon}
          title={title}
          detail={is.title}
          href={href}
          onGo={() => go(href)}
        />
      ))}
    </Rows>
  )
}
