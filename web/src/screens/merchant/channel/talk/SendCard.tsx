/** Cards to send in a talk: a coupon of an open offer, what an order comes to, or a game to play. */
import { ActionIcon, Button, Menu, NumberInput, TextInput } from '@mantine/core'
import { IconDice5, IconPlus, IconReceipt, IconTicket, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../../api.ts'
import { Answer } from '../../../../parts/Answer.tsx'
import { won } from '../../../../parts/format.ts'
import styles from '../../../../parts/talk/talk.module.css'
import { shopTalk as en } from '../../../../text/en/talk.ts'
import { shopTalk as ko } from '../../../../text/ko/talk.ts'
import { useLanguage, useText } from '../../../../text/language.tsx'
import { BigButton } from '../../../../ui/BigButton.tsx'
import { Row, Rows } from '../../../../ui/Rows.tsx'
import { Sheet } from '../../../../ui/Sheet.tsx'
import { useShop } from '../../shop.tsx'
import { anItem, cardOf, sumOf, type ItemFields } from './order-form.ts'

type Send = (content: object) => Promise<unknown>

export function SendCard({ onSend }: { readonly onSend: Send }) {
  const t = useText({ ko, en })
  const [open, setOpen] = useState<'coupon' | 'order' | 'game' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Menu position="top-start" width={240}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={48} aria-label={t.more}>
            <IconPlus />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTicket size={20} />} onClick={() => setOpen('coupon')}>
            {t.sendCoupon}
          </Menu.Item>
          <Menu.Item leftSection={<IconReceipt size={20} />} onClick={() => setOpen('order')}>
            {t.sendOrder}
          </Menu.Item>
          <Menu.Item leftSection={<IconDice5 size={20} />} onClick={() => setOpen('game')}>
            {t.sendGame}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Offers isOpen={open === 'coupon'} onClose={close} onSend={onSend} />
      <Order isOpen={open === 'order'} onClose={close} onSend={onSend} />
      <Games isOpen={open === 'game'} onClose={close} onSend={onSend} />
    </>
  )
}

type CardSheet = {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onSend: Send
}

function Offers({ isOpen, onClose, onSend }: CardSheet) {
  const t = useText({ ko, en })
  const shop = useShop()
  const query = useQuery({
    ...ask('GET /v1/merchants/{merchantId}/offers', {
      params: { merchantId: shop.id },
      query: { show: 'open' },
    }),
    enabled: isOpen,
  })
  const send = async (offerId: string) => {
    onClose()
    await onSend({ kind: 'coupon', offerId })
  }
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={t.chooseOffer}>
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.soft}>{t.noOffers}</p>
          ) : (
            <Rows label={t.chooseOffer}>
              {items.map((offer) => (
                <Row
                  key={offer.id}
                  icon={IconTicket}
                  title={offer.title}
                  onGo={() => void send(offer.id).catch(() => undefined)}
                />
              ))}
            </Rows>
          )
        }
      </Answer>
    </Sheet>
  )
}

function Games({ isOpen, onClose, onSend }: CardSheet) {
  const t = useText({ ko, en })
  const shop = useShop()
  const query = useQuery({
    ...ask('GET /v1/merchants/{merchantId}/games', { params: { merchantId: shop.id } }),
    enabled: isOpen,
  })
  const send = async (gameId: string) => {
    onClose()
    await onSend({ kind: 'game', gameId })
  }
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={t.chooseGame}>
      <Answer query={query}>
        {({ items }) => {
          const open = items.filter(({ phase }) => phase === 'open')
          return open.length === 0 ? (
            <p className={styles.soft}>{t.noGames}</p>
          ) : (
            <Rows label={t.chooseGame}>
              {open.map((game) => (
                <Row
                  key={game.id}
                  icon={IconDice5}
                  title={game.title}
                  onGo={() => void send(game.id).catch(() => undefined)}
                />
              ))}
            </Rows>
          )
        }}
      </Answer>
    </Sheet>
  )
}

function Order({ isOpen, onClose, onSend }: CardSheet) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const [items, setItems] = useState<readonly ItemFields[]>([anItem()])
  const card = cardOf(items)
  const change = (at: number, one: Partial<ItemFields>) =>
    setItems(items.map((it, place) => (place === at ? { ...it, ...one } : it)))
  const send = async () => {
    if (!card) return
    await onSend(card)
    setItems([anItem()])
    onClose()
  }
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={t.orderTitle}>
      {items.map((item, at) => (
        <div key={item.key} className={styles.orderRow}>
          <TextInput
            size="md"
            label={t.item}
            maxLength={60}
            value={item.name}
            onChange={(event) => change(at, { name: event.currentTarget.value })}
          />
          <NumberInput
            size="md"
            label={t.quantity}
            min={1}
            max={99}
            value={item.quantity}
            onChange={(value) => change(at, { quantity: Number(value) || 0 })}
          />
          <NumberInput
            size="md"
            label={t.price}
            min={0}
            max={10_000_000}
            thousandSeparator=","
            hideControls
            value={item.priceMinor ?? ''}
            onChange={(value) => change(at, { priceMinor: value === '' ? null : Number(value) })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={44}
            disabled={items.length === 1}
            aria-label={t.removeItem(at + 1)}
            onClick={() => setItems(items.filter((_each, place) => place !== at))}
          >
            <IconX />
          </ActionIcon>
        </div>
      ))}
      <Button variant="subtle" mih={48} onClick={() => setItems([...items, anItem()])}>
        {t.addItem}
      </Button>
      <p className={styles.sum}>{t.sum(won(sumOf(items), language))}</p>
      <BigButton disabled={card === null} onClick={() => void send().catch(() => undefined)}>
        {t.sendIt}
      </BigButton>
    </Sheet>
  )
}
