/** `/shop`: straight into the only shop, or a choice of several, or how to open one. */
import { Button } from '@mantine/core'
import { IconBuildingStore, IconPlus } from '@tabler/icons-react'
import { useEffect } from 'react'
import { links } from '../../links.ts'
import { Answer } from '../../parts/Answer.tsx'
import { useGo } from '../../parts/go.tsx'
import { ShopSign } from '../../parts/PlaceCard.tsx'
import { merchantFrame as en } from '../../text/en/merchant-frame.ts'
import { merchantFrame as ko } from '../../text/ko/merchant-frame.ts'
import { useText } from '../../text/language.tsx'
import { Page } from '../../ui/Page.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { EmptyState } from '../../ui/States.tsx'
import type { Shop } from './shapes.ts'
import { useMyShops } from './shop.tsx'
import styles from './ShopPickerScreen.module.css'

export function ShopPickerScreen() {
  const t = useText({ ko, en })
  const shops = useMyShops()
  return (
    <main id="main">
      <Page title={t.chooseTitle}>
        <Answer query={shops}>{({ items }) => <Choice shops={items} />}</Answer>
      </Page>
    </main>
  )
}

function Choice({ shops }: { readonly shops: readonly Shop[] }) {
  const t = useText({ ko, en })
  const go = useGo()
  const only = shops.length === 1 ? shops[0] : undefined
  useEffect(() => {
    if (only) go(links.today(only.id), { replace: true })
  }, [only, go])
  if (shops.length === 0) {
    return (
      <EmptyState
        icon={IconBuildingStore}
        title={t.noShopTitle}
        action={
          <Button h={48} onClick={() => go(links.newShop())}>
            {t.noShopAction}
          </Button>
        }
      >
        {t.noShopBody}
      </EmptyState>
    )
  }
  return (
    <>
      <Rows label={t.chooseTitle}>
        {shops.map((shop) => (
          <Row
            key={shop.id}
            title={
              <span className={styles.shop}>
                <ShopSign category={shop.category} color={shop.color} />
                {shop.name}
              </span>
            }
            end={<span>{shop.role === 'owner' ? t.roleOwner : t.roleStaff}</span>}
            href={links.today(shop.id)}
            onGo={() => go(links.today(shop.id))}
          />
        ))}
      </Rows>
      <Button
        variant="default"
        h={48}
        leftSection={<IconPlus size={20} aria-hidden />}
        onClick={() => go(links.newShop())}
      >
        {t.newShop}
      </Button>
    </>
  )
}
