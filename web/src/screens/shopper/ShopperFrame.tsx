/** The shopper's menu around a screen, and the ear for what arrives. */
import { Outlet } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { IconMail, IconMap2, IconTicket, IconUser } from '@tabler/icons-react'
import { ask, refresh } from '../../api.ts'
import { links } from '../../links.ts'
import { useLive } from '../../live.ts'
import { useGo, usePath } from '../../parts/go.tsx'
import { useMe } from '../../parts/me.ts'
import { useSignals } from '../../parts/signals.ts'
import { ui as en } from '../../text/en/ui.ts'
import { ui as ko } from '../../text/ko/ui.ts'
import { useText } from '../../text/language.tsx'
import { Framed } from '../../ui/Framed.tsx'
import { Logo } from '../../ui/Logo.tsx'
import { TabsBar } from '../../ui/TabsBar.tsx'
import { toast } from '../../ui/Toast.tsx'

export function ShopperFrame() {
  const t = useText({ ko, en })
  const path = usePath()
  const go = useGo()
  const who = useMe()
  const isPerson = who.kind === 'person'
  useSignals()
  const inbox = useQuery({ ...ask('GET /v1/me/inbox'), enabled: isPerson })
  const talks = useQuery({ ...ask('GET /v1/me/talks'), enabled: isPerson })
  const unread = (inbox.data?.unread ?? 0) + (talks.data?.unread ?? 0)
  useLive(isPerson ? {} : null, {
    inbox: (message) => {
      void refresh('GET /v1/me/inbox', 'GET /v1/me/coupons')
      // What shall wake nobody is found, not told; nor does a welcome for each tick lie over the next.
      const isTold = message['isQuiet'] !== true && path !== links.brands()
      if (typeof message['title'] === 'string' && isTold) toast({ says: message['title'] })
    },
    talk: () => void refresh('GET /v1/me/talks'),
    coupon: () => void refresh('GET /v1/me/coupons'),
    redeemed: () => void refresh('GET /v1/me/coupons', 'GET /v1/me/points'),
    reversed: () => void refresh('GET /v1/me/coupons', 'GET /v1/me/points'),
    'session-ended': () => void refresh('GET /v1/me'),
    back: () => void refresh('GET /v1/me/inbox', 'GET /v1/me/talks', 'GET /v1/me/coupons'),
  })
  const tab = (
    label: string,
    icon: typeof IconMap2,
    href: string,
    also: readonly string[] = [],
  ) => ({
    label,
    icon,
    href,
    isCurrent: [href, ...also].some((start) =>
      start === '/' ? path === '/' : path.startsWith(start),
    ),
  })
  const tabs = [
    tab(t.tabs.nearby, IconMap2, links.home(), ['/places/']),
    {
      ...tab(t.tabs.inbox, IconMail, links.inbox(), ['/why/', links.talks(), links.timeline()]),
      badge: unread > 0 ? { count: unread, says: t.unread(unread) } : null,
    },
    tab(t.tabs.wallet, IconTicket, links.wallet()),
    tab(t.tabs.me, IconUser, links.me(), [links.brands()]),
  ]
  return (
    <Framed menu={<TabsBar label={t.tabsLabel} tabs={tabs} brand={<Logo size={44} />} onGo={go} />}>
      <Outlet />
    </Framed>
  )
}
