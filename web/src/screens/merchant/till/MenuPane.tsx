/** What may be tapped, and the sheet in which it is written. */
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPencil, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { newId } from '../../../ids.ts'
import { won } from '../../../parts/format.ts'
import { MENU_MAX, NAME_LENGTH_MAX, type MenuItem } from '../../../parts/till-menu.ts'
import { merchantTill as en } from '../../../text/en/merchant-till.ts'
import { merchantTill as ko } from '../../../text/ko/merchant-till.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { AmountField } from '../../../ui/AmountField.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import styles from './till.module.css'

export function MenuPane({
  menu,
  onItem,
  onMenu,
}: {
  readonly menu: readonly MenuItem[]
  readonly onItem: (item: MenuItem) => void
  readonly onMenu: (menu: readonly MenuItem[]) => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const [isEditing, setEditing] = useState(false)
  return (
    <section className={styles.pane} aria-label={t.menu}>
      <div className={styles.head}>
        <p className={styles.soft}>{t.lead}</p>
        <Button
          variant="default"
          h={44}
          leftSection={<IconPencil size={18} aria-hidden />}
          onClick={() => setEditing(true)}
        >
          {t.editMenu}
        </Button>
      </div>
      {menu.length === 0 && <p className={styles.soft}>{t.menuEmpty}</p>}
      <div className={styles.items}>
        {menu.map((item) => (
          <button
            key={item.name}
            type="button"
            className={styles.item}
            onClick={() => onItem(item)}
          >
            <span className={styles.itemName}>{item.name}</span>{' '}
            <span className="figures">{won(item.unitMinor, language)}</span>{' '}
            <span className="only-heard">{t.press}</span>
          </button>
        ))}
      </div>
      <Sheet isOpen={isEditing} onClose={() => setEditing(false)} title={t.editMenu}>
        <MenuForm
          menu={menu}
          onSave={(next) => {
            onMenu(next)
            setEditing(false)
          }}
        />
      </Sheet>
    </section>
  )
}

function MenuForm({
  menu,
  onSave,
}: {
  readonly menu: readonly MenuItem[]
  readonly onSave: (menu: readonly MenuItem[]) => void
}) {
  const t = useText({ ko, en })
  const [rows, setRows] = useState(() => menu.map((item) => ({ ...item, id: newId() })))
  const change = (id: string, part: Partial<MenuItem>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)))
  const save = () => {
    const named = rows.map((row) => ({ ...row, name: row.name.trim(), kind: row.kind.trim() }))
    // A name is an item's id: the first of two that are called alike stays.
    const first = named.filter(({ name }, at) => {
      return name !== '' && named.findIndex((row) => row.name === name) === at
    })
    onSave(first.map(({ name, kind, unitMinor }) => ({ name, kind, unitMinor })))
  }
  return (
    <div className={styles.menuRows}>
      <p className={styles.soft}>{t.menuHint}</p>
      {/* Each field says its own name; this is for the eye. */}
      <div className={styles.menuRow} data-heads aria-hidden>
        <span>{t.itemName}</span>
        <span>{t.itemKind}</span>
        <span>{t.itemPrice}</span>
      </div>
      {rows.map((row) => (
        <div key={row.id} className={styles.menuRow}>
          <TextInput
            aria-label={t.itemName}
            placeholder={t.itemName}
            maxLength={NAME_LENGTH_MAX}
            value={row.name}
            onChange={({ currentTarget }) => change(row.id, { name: currentTarget.value })}
          />
          <TextInput
            aria-label={t.itemKind}
            placeholder={t.itemKind}
            maxLength={NAME_LENGTH_MAX}
            value={row.kind}
            onChange={({ currentTarget }) => change(row.id, { kind: currentTarget.value })}
          />
          <AmountField
            aria-label={t.itemPrice}
            placeholder={t.itemPrice}
            hideControls
            max={1_000_000_000}
            clampBehavior="strict"
            value={row.unitMinor}
            onAmount={(unitMinor) => change(row.id, { unitMinor })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={44}
            aria-label={t.removeItem(row.name)}
            onClick={() => setRows(rows.filter(({ id }) => id !== row.id))}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {rows.length < MENU_MAX && (
        <Button
          variant="default"
          h={44}
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => setRows([...rows, { id: newId(), name: '', kind: '', unitMinor: 0 }])}
        >
          {t.addItem}
        </Button>
      )}
      <Button h={52} onClick={save}>
        {t.saveMenu}
      </Button>
    </div>
  )
}
