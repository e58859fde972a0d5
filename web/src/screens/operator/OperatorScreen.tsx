/** The operator's desk: is the market well, and why did anything happen. */
import { Button, SegmentedControl, Tabs } from '@mantine/core'
import {
  IconAlertTriangle,
  IconChecklist,
  IconDoorEnter,
  IconFileImport,
  IconFlag,
  IconHeartbeat,
  IconKey,
  IconListSearch,
  IconReceipt,
  IconSpeakerphone,
  IconLogin,
  IconPlugConnected,
  IconSend,
  IconStack2,
} from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../links.ts'
import { GoLink, useGo } from '../../parts/go.tsx'
import { useMe } from '../../parts/me.ts'
import { operator as en } from '../../text/en/operator.ts'
import { operator as ko } from '../../text/ko/operator.ts'
import { useText } from '../../text/language.tsx'
import { ui as uiEn } from '../../text/en/ui.ts'
import { ui as uiKo } from '../../text/ko/ui.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefusedState } from '../../ui/States.tsx'
import { ChannelPlans } from './ChannelPlans.tsx'
import { DeadFacts } from './DeadFacts.tsx'
import { Facts } from './Facts.tsx'
import { Fees } from './Fees.tsx'
import { HealthPanel } from './HealthPanel.tsx'
import { Imports } from './Imports.tsx'
import { Jobs } from './Jobs.tsx'
import { MarketKeys } from './MarketKeys.tsx'
import { MarketWebhooks } from './MarketWebhooks.tsx'
import { Opening } from './Opening.tsx'
import styles from './operator.module.css'
import { PostReviews } from './PostReviews.tsx'
import { groupNames, groupOf, tabGroups, tabNamed, type OperatorTab } from './tabs.ts'
import { Verify } from './Verify.tsx'
import { Ways } from './Ways.tsx'

const icons = {
  health: IconHeartbeat,
  facts: IconListSearch,
  jobs: IconStack2,
  dead: IconAlertTriangle,
  verify: IconChecklist,
  import: IconFileImport,
  ways: IconSend,
  posts: IconFlag,
  fees: IconReceipt,
  plans: IconSpeakerphone,
  keys: IconKey,
  webhooks: IconPlugConnected,
  opening: IconDoorEnter,
} as const

export function OperatorScreen() {
  const t = useText({ ko, en })
  const ui = useText({ ko: uiKo, en: uiEn })
  const who = useMe()
  const go = useGo()
  const isOperator = who.kind === 'person' && who.me.isOperator
  return (
    <main id="main" className={styles.main}>
      <Page
        title={t.title}
        width="wide"
        action={
          <GoLink className={styles.town} href={links.home()}>
            {t.toTown}
          </GoLink>
        }
      >
        {who.kind === 'unknown' && <Loading kind="page" />}
        {who.kind !== 'unknown' && !isOperator && (
          <RefusedState
            title={t.onlyOperatorTitle}
            action={
              <Button
                h={48}
                leftSection={<IconLogin size={20} aria-hidden />}
                onClick={() => go(links.signIn(links.operator()))}
              >
                {ui.signIn}
              </Button>
            }
          >
            {t.onlyOperatorBody}
          </RefusedState>
        )}
        {isOperator && <Desk />}
      </Page>
    </main>
  )
}

function Desk() {
  const t = useText({ ko, en })
  const [tab, setTab] = useState<OperatorTab>(() => tabNamed(location.hash.slice(1)) ?? 'health')
  const group = groupOf(tab)
  const [factId, setFactId] = useState<number | null>(null)
  const open = (next: OperatorTab) => {
    // The address keeps the tab, so that a colleague can be sent to it.
    history.replaceState(history.state, '', `#${next}`)
    setTab(next)
  }
  return (
    <Tabs
      value={tab}
      onChange={(next) => open(tabNamed(next) ?? 'health')}
      keepMounted={false}
      variant="pills"
      classNames={{ list: styles.tabs ?? '', tab: styles.tab ?? '', panel: styles.panel ?? '' }}
    >
      <SegmentedControl
        fullWidth
        size="md"
        aria-label={t.menu}
        value={group}
        onChange={(next) => open(tabGroups[next][0])}
        data={groupNames.map((value) => ({ value, label: t.groups[value] }))}
      />
      <Tabs.List aria-label={t.groups[group]}>
        {tabGroups[group].map((one) => {
          const Icon = icons[one]
          return (
            <Tabs.Tab key={one} value={one} leftSection={<Icon size={18} aria-hidden />}>
              {t[one]}
            </Tabs.Tab>
          )
        })}
      </Tabs.List>
      <Tabs.Panel value="health">
        <HealthPanel onOpen={open} />
      </Tabs.Panel>
      <Tabs.Panel value="facts">
        <Facts startAt={factId} />
      </Tabs.Panel>
      <Tabs.Panel value="jobs">
        <Jobs />
      </Tabs.Panel>
      <Tabs.Panel value="dead">
        <DeadFacts
          onFact={(id) => {
            setFactId(id)
            open('facts')
          }}
        />
      </Tabs.Panel>
      <Tabs.Panel value="verify">
        <Verify />
      </Tabs.Panel>
      <Tabs.Panel value="import">
        <Imports />
      </Tabs.Panel>
      <Tabs.Panel value="ways">
        <Ways />
      </Tabs.Panel>
      <Tabs.Panel value="posts">
        <PostReviews />
      </Tabs.Panel>
      <Tabs.Panel value="fees">
        <Fees />
      </Tabs.Panel>
      <Tabs.Panel value="plans">
        <ChannelPlans />
      </Tabs.Panel>
      <Tabs.Panel value="keys">
        <MarketKeys />
      </Tabs.Panel>
      <Tabs.Panel value="webhooks">
        <MarketWebhooks />
      </Tabs.Panel>
      <Tabs.Panel value="opening">
        <Opening />
      </Tabs.Panel>
    </Tabs>
  )
}
