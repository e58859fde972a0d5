/** What else is done at the counter, one quiet row below its screens. */
import { Button } from '@mantine/core'
import { IconCashRegister, IconGift, IconReceipt, IconScan } from '@tabler/icons-react'
import { links } from '../../links.ts'
import { useGo } from '../../parts/go.tsx'
import { merchantFrame as en } from '../../text/en/merchant-frame.ts'
import { merchantFrame as ko } from '../../text/ko/merchant-frame.ts'
import { useText } from '../../text/language.tsx'
import styles from './CounterLinks.module.css'
import { useShop } from './shop.tsx'

export function CounterLinks({ here }: { readonly here: 'counter' | 'till' | 'bills' | 'gifts' }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const all = [
    { key: 'counter', name: t.toCounter, icon: IconScan, href: links.counter(shop.id) },
    { key: 'till', name: t.toTill, icon: IconCashRegister, href: links.till(shop.id) },
    { key: 'bills', name: t.toBills, icon: IconReceipt, href: links.bills(shop.id) },
    { key: 'gifts', name: t.toGifts, icon: IconGift, href: links.gifts(shop.id) },
  ]
  return (
    <nav className={styles.links} aria-label={t.links}>
      {all
        .filter(({ key }) => key !== here)
        .map(({ key, name, icon: Icon, href }) => (
          <Button
            key={key}
            component="a"
            href={href}
            variant="default"
            h="auto"
            mih={52}
            py={4}
            leftSection={<Icon size={20} aria-hidden />}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return
              event.preventDefault()
              go(href)
            }}
          >
            {name}
          </Button>
        ))}
    </nav>
  )
}
