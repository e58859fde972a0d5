/** The owner's frame: 오늘 · 캠페인 · 카운터 · 손님 · 가게, for one shop of theirs. */
import { Button } from '@mantine/core'
import {
  IconBuildingStore,
  IconChevronDown,
  IconDeviceMobileHeart,
  IconDiscount,
  IconScan,
  IconSpeakerphone,
  IconSunHigh,
  IconUsers,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ask, refresh } from '../../api.ts'
import { links } from '../../links.ts'
import { useLive } from '../../live.ts'
import { Answer } from '../../parts/Answer.tsx'
import { GoLink, useGo, usePath, usePathPart } from '../../parts/go.tsx'
import { merchantFrame as en } from '../../text/en/merchant-frame.ts'
import { shopTalk as talkEn } from '../../text/en/talk.ts'
import { merchantFrame as ko } from '../../text/ko/merchant-frame.ts'
import { shopTalk as talkKo } from '../../text/ko/talk.ts'
import { useText } from '../../text/language.tsx'
import { Framed } from '../../ui/Framed.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Logo } from '../../ui/Logo.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefusedState } from '../../ui/States.tsx'
import { TabsBar } from '../../ui/TabsBar.tsx'
import { ShopContext, useMyShops, useShop } from './shop.tsx'
import styles from './ShopFrame.module.css'
import { TALK_COUNTS } from './UnreadBadge.tsx'

export function ShopFrame() {
  const t = useText({ ko, en })
  const merchantId = usePathPart('merchantId')
  const shops = useMyShops()
  const go = useGo()
  return (
    <Answer
      query={shops}
      loading={
        <Page title={t.settings}>
          <Loading kind="page" />
        </Page>
      }
    >
      {({ items }) => {
        const shop = items.find((one) => one.id === merchantId)
        if (!shop) {
          return (
            <Page title={t.chooseTitle}>
              <RefusedState
                title={t.notYoursTitle}
                action={
                  <Button h={48} onClick={() => go(links.shop(), { replace: true })}>
                    {t.switchShop}
                  </Button>
                }
              >
                {t.notYoursBody}
              </RefusedState>
            </Page>
          )
        }
        return (
          <ShopContext value={shop}>
            <Framed menu={<ShopMenu merchantId={shop.id} />}>
              <Outlet />
            </Framed>
          </ShopContext>
        )
      }}
    </Answer>
  )
}

function ShopMenu({ merchantId }: { readonly merchantId: string }) {
  const t = useText({ ko, en })
  const go = useGo()
  const path = usePath()
  const talk = useText({ ko: talkKo, en: talkEn })
  const counts = useQuery(ask(TALK_COUNTS, { params: { merchantId } }))
  const unread = counts.data?.unread ?? 0
  const look = () => void refresh(TALK_COUNTS)
  useLive({ merchantId }, { talk: look, back: look })
  const tabs = [
    { label: t.today, icon: IconSunHigh, href: links.today(merchantId) },
    { label: t.campaigns, icon: IconSpeakerphone, href: links.campaigns(merchantId) },
    { label: t.offers, icon: IconDiscount, href: links.offers(merchantId) },
    { label: t.counter, icon: IconScan, href: links.counter(merchantId) },
    {
      label: t.customers,
      icon: IconUsers,
      href: links.customers(merchantId),
      badge: unread > 0 ? { count: unread, says: talk.unreadBadge(unread) } : null,
    },
    { label: t.settings, icon: IconBuildingStore, href: links.settings(merchantId) },
  ]
  return (
    <TabsBar
      label={t.tabs}
      brand={<Logo />}
      tabs={tabs.map((tab) => ({
        ...tab,
        isCurrent:
          path.startsWith(tab.href) ||
          (tab.label === t.customers && path.startsWith(links.channel(merchantId))) ||
          (tab.label === t.settings &&
            [links.webhooks, links.loyalty, links.settlement].some((to) =>
              path.startsWith(to(merchantId)),
            )) ||
          (tab.label === t.campaigns && path.startsWith(links.codes(merchantId))) ||
          (tab.label === t.counter &&
            [links.till, links.bills, links.gifts].some((to) => path.startsWith(to(merchantId)))),
      }))}
      onGo={go}
    />
  )
}

/** The name of the shop above a screen, and the ways to other shops and to town. */
export function ShopName() {
  const t = useText({ ko, en })
  const shop = useShop()
  const { data } = useMyShops()
  const sign = <span className={styles.dot} style={{ '--shop': shop.color }} aria-hidden />
  return (
    <div className={styles.bar}>
      {data && data.items.length > 1 ? (
        <GoLink className={styles.name} href={links.shop()}>
          {sign}
          {shop.name}
          <IconChevronDown size={16} aria-hidden />
          <span className="only-heard">{t.switchShop}</span>
        </GoLink>
      ) : (
        <span className={styles.name}>
          {sign}
          {shop.name}
        </span>
      )}
      <GoLink className={styles.town} href={links.home()}>
        <IconDeviceMobileHeart size={18} aria-hidden />
        {t.toTown}
      </GoLink>
    </div>
  )
}

/** What only those who decide for the shop may see; staff read why, kindly. */
export function OwnerOnly({ children }: { readonly children: ReactNode }) {
  const t = useText({ ko, en })
  const { role } = useShop()
  if (role !== 'staff') return <>{children}</>
  return <RefusedState title={t.ownerOnlyTitle}>{t.ownerOnlyBody}</RefusedState>
}
