/** 홈페이지와 글: what the shop wrote once for all of its media, and what came of it. */
import { Button } from '@mantine/core'
import { IconPencil, IconWorld } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { byCursor, Endless } from '../../../parts/Endless.tsx'
import { useGo } from '../../../parts/go.tsx'
import { homepage as en } from '../../../text/en/homepage.ts'
import { counted } from '../../../text/figures.ts'
import { homepage as ko } from '../../../text/ko/homepage.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'

const PATH = 'GET /v1/merchants/{merchantId}/writings'

export function HomepageScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const write = links.newWriting(shop.id)
  return (
    <Page
      title={t.title}
      lead={t.lead}
      onBack={() => go(links.channel(shop.id))}
      foot={
        shop.role === 'owner' && (
          <Button
            fullWidth
            h={52}
            leftSection={<IconPencil size={20} aria-hidden />}
            onClick={() => go(write)}
          >
            {t.write}
          </Button>
        )
      }
    >
      <OwnerOnly>
        <Rows>
          <Row
            icon={IconWorld}
            title={t.page}
            detail={t.pageDetail}
            href={links.homepageFront(shop.id)}
            onGo={() => go(links.homepageFront(shop.id))}
          />
        </Rows>
        <Writings />
      </OwnerOnly>
    </Page>
  )
}

function Writings() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const params = { merchantId: shop.id }
  const found = useInfiniteQuery({
    ...byCursor,
    queryKey: [PATH, params],
    queryFn: ({ pageParam, signal }) =>
      call(PATH, { params, query: { cursor: pageParam }, signal }),
  })
  return (
    <Section title={t.writings}>
      <Endless
        query={found}
        empty={
          <EmptyState icon={IconPencil} title={t.emptyTitle}>
            {t.emptyBody}
          </EmptyState>
        }
      >
        {(rows) => (
          <Rows label={t.writings}>
            {rows.map(({ id, title, counts }) => {
              const sum = (of: 'clicks' | 'visits') =>
                counted(counts.reduce((all, it) => all + it[of], 0))
              return (
                <Row
                  key={id}
                  title={title}
                  detail={t.row(sum('clicks'), sum('visits'))}
                  href={links.writing(shop.id, id)}
                  onGo={() => go(links.writing(shop.id, id))}
                />
              )
            })}
          </Rows>
        )}
      </Endless>
    </Section>
  )
}
