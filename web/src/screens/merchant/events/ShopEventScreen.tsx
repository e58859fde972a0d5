/** One event of the shop: where it stands, its address, and how many came. */
import { Badge, Button } from '@mantine/core'
import { IconEye, IconPencil, IconSpeakerphone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { events as en } from '../../../text/en/events.ts'
import { counted } from '../../../text/figures.ts'
import { events as ko } from '../../../text/ko/events.ts'
import { useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Figure, Figures } from '../../../ui/Section.tsx'
import { CopyAddress } from '../CopyAddress.tsx'
import { EndOnce } from '../EndOnce.tsx'
import { NumberNote } from '../NumberSwitch.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import styles from './events.module.css'

type Found = ReplyTo<'GET /v1/pages/{slug}'>

const refreshEvent = () => refresh('GET /v1/pages/{slug}', 'GET /v1/merchants/{merchantId}/pages')

export function ShopEventScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const slug = usePathPart('slug')
  const query = useQuery(ask('GET /v1/pages/{slug}', { params: { slug } }))
  const page = query.data?.page
  const onNews = (data: Record<string, unknown>) => {
    if (data['pageId'] === page?.id) void refreshEvent()
  }
  useLive(
    { merchantId: shop.id },
    {
      'page-entered': onNews,
      'page-entry-taken-back': onNews,
      'page-drawn': onNews,
      back: () => void refreshEvent(),
    },
  )
  return (
    <Page
      title={page?.title ?? t.title}
      onBack={() => go(links.shopEvents(shop.id))}
      action={
        page && (
          <Badge variant={page.phase === 'open' ? 'light' : 'default'}>{t.phase[page.phase]}</Badge>
        )
      }
    >
      <OwnerOnly>
        <Answer query={query} loading={<Loading kind="page" />}>
          {(found) => <Standing found={found} />}
        </Answer>
      </OwnerOnly>
    </Page>
  )
}

function Standing({ found: { page, draw } }: { readonly found: Found }) {
  const t = useText({ ko, en })
  const isDraft = page.state === 'draft'
  const isDrawing = page.choosing === 'draw' && page.phase === 'ended' && draw === null
  return (
    <>
      <p className={styles.soft}>{page.summary}</p>
      <NumberNote isOn={page.needsNumber} />
      <CopyAddress
        label={t.address}
        path={links.event(page.slug)}
        copy={t.copy}
        copied={t.copied}
      />
      {page.code && <p>{t.code(page.code)}</p>}
      {!isDraft && (
        <div aria-live="polite">
          <Figures>
            <Figure name={t.views} value={counted(page.views)} />
            <Figure name={t.entries} value={counted(page.entries)} />
            <Figure name={t.room} value={counted(page.entriesMax - page.entries)} />
            {draw && <Figure name={t.winners} value={counted(draw.winners.length)} />}
          </Figures>
        </div>
      )}
      {isDrawing && <p role="status">{t.drawing}</p>}
      <Doors page={page} />
    </>
  )
}

function Doors({ page }: { readonly page: Found['page'] }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const params = { pageId: page.id }
  const open = useSave({
    run: () => call('POST /v1/pages/{pageId}/open', { params }),
    done: t.opened,
    after: refreshEvent,
  })
  return (
    <>
      {page.state === 'draft' && (
        <>
          <p className={styles.soft}>{t.openHint}</p>
          <BigButton loading={open.isPending} onClick={() => open.mutate()}>
            {t.open}
          </BigButton>
        </>
      )}
      {page.state === 'open' && page.phase !== 'ended' && (
        <BigButton
          leftSection={<IconSpeakerphone size={22} aria-hidden />}
          onClick={() => go(links.newBroadcast(shop.id, page.slug))}
        >
          {t.tell}
        </BigButton>
      )}
      <div className={styles.doors}>
        <Button
          variant="default"
          h={52}
          leftSection={<IconEye size={20} aria-hidden />}
          onClick={() => go(links.event(page.slug))}
        >
          {t.see}
        </Button>
        <Button
          variant="default"
          h={52}
          leftSection={<IconPencil size={20} aria-hidden />}
          onClick={() => go(links.editEvent(shop.id, page.slug))}
        >
          {t.edit}
        </Button>
        {page.state === 'open' && page.phase !== 'ended' && (
          <EndOnce
            words={t}
            run={() => call('POST /v1/pages/{pageId}/end', { params })}
            after={refreshEvent}
          />
        )}
      </div>
    </>
  )
}
