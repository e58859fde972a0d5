/** What the shop's people do with a talk besides answering: take, hand over, end, block. */
import { ActionIcon, Button, Menu, Textarea } from '@mantine/core'
import { IconDotsVertical, IconUser, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call } from '../../../../api.ts'
import { Answer } from '../../../../parts/Answer.tsx'
import { useSave } from '../../../../parts/use-save.ts'
import { shopTalk as en, talk as talkEn } from '../../../../text/en/talk.ts'
import { shopTalk as ko, talk as talkKo } from '../../../../text/ko/talk.ts'
import { useText } from '../../../../text/language.tsx'
import { Row, Rows } from '../../../../ui/Rows.tsx'
import { Sheet } from '../../../../ui/Sheet.tsx'
import { useShop } from '../../shop.tsx'
import { lookAgain, type ShopTalk } from './shop-talk.ts'

const NOTE_LETTERS_MAX = 500

export function StaffChoices({
  talk,
  isMine,
}: {
  readonly talk: ShopTalk
  readonly isMine: boolean
}) {
  const t = useText({ ko, en })
  const words = useText({ ko: talkKo, en: talkEn })
  const shop = useShop()
  const [isHanding, setHanding] = useState(false)
  const params = { merchantId: shop.id, talkId: talk.id }
  const url = '/v1/merchants/{merchantId}/talks/{talkId}' as const
  const take = useSave({
    run: () => call(`POST ${url}/take`, { params }),
    done: t.taken,
    after: lookAgain,
  })
  const close = useSave({
    run: () => call(`POST ${url}/close`, { params }),
    done: t.closed,
    after: lookAgain,
  })
  const block = useSave({
    run: () => call(`PUT ${url}/block`, { params }),
    done: t.blocked,
    undo: () => call(`DELETE ${url}/block`, { params }),
    after: lookAgain,
  })
  const unblock = useSave({
    run: () => call(`DELETE ${url}/block`, { params }),
    after: lookAgain,
  })
  const isOwner = shop.role === 'owner'
  const isOpen = talk.state === 'open'
  const mayHandOver = isOpen && (isMine || isOwner || talk.assignedTo === null)
  return (
    <>
      {isOpen && talk.assignedTo === null && (
        <Button variant="light" mih={44} loading={take.isPending} onClick={() => take.mutate()}>
          {t.take}
        </Button>
      )}
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={48} aria-label={words.menu}>
            <IconDotsVertical />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t.traced}</Menu.Label>
          {mayHandOver && <Menu.Item onClick={() => setHanding(true)}>{t.handOver}</Menu.Item>}
          {isOpen && <Menu.Item onClick={() => close.mutate()}>{t.close}</Menu.Item>}
          {isOwner && talk.blockedBy === null && (
            <Menu.Item onClick={() => block.mutate()}>{t.block}</Menu.Item>
          )}
          {isOwner && talk.blockedBy === 'shop' && (
            <Menu.Item onClick={() => unblock.mutate()}>{t.unblock}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <HandOver talk={talk} isOpen={isHanding} onClose={() => setHanding(false)} />
    </>
  )
}

function HandOver({
  talk,
  isOpen,
  onClose,
}: {
  readonly talk: ShopTalk
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const [note, setNote] = useState('')
  const params = { merchantId: shop.id }
  const staff = useQuery({
    ...ask('GET /v1/merchants/{merchantId}/staff', { params }),
    enabled: isOpen,
  })
  const hand = useSave({
    run: (to: string | null) =>
      call('POST /v1/merchants/{merchantId}/talks/{talkId}/hand-over', {
        params: { ...params, talkId: talk.id },
        body: { to, note },
      }),
    done: t.handedOver,
    after: () => {
      setNote('')
      onClose()
      return lookAgain()
    },
  })
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={t.handOverTo}>
      <Textarea
        label={t.note}
        size="md"
        autosize
        minRows={2}
        maxLength={NOTE_LETTERS_MAX}
        value={note}
        mb="md"
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Answer query={staff}>
        {({ items }) => (
          <Rows label={t.handOverTo}>
            {items
              .filter(({ personId }) => personId !== talk.assignedTo)
              .map(({ personId, name }) => (
                <Row
                  key={personId}
                  icon={IconUser}
                  title={name}
                  onGo={() => hand.mutate(personId)}
                />
              ))}
            {talk.assignedTo !== null && (
              <Row icon={IconUsers} title={t.handOverAll} onGo={() => hand.mutate(null)} />
            )}
          </Rows>
        )}
      </Answer>
    </Sheet>
  )
}
