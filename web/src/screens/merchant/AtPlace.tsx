/** Which branch this device serves: asked once, remembered here, changed above the screen. */
import { Select } from '@mantine/core'
import { IconBuildingStore } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { links } from '../../links.ts'
import { useGo } from '../../parts/go.tsx'
import { merchantCounter as counterEn } from '../../text/en/merchant-counter.ts'
import { merchantFrame as en } from '../../text/en/merchant-frame.ts'
import { merchantCounter as counterKo } from '../../text/ko/merchant-counter.ts'
import { merchantFrame as ko } from '../../text/ko/merchant-frame.ts'
import { useText } from '../../text/language.tsx'
import { BigButton } from '../../ui/BigButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { EmptyState } from '../../ui/States.tsx'
import styles from './AtPlace.module.css'
import type { Shop } from './shapes.ts'
import { useShop } from './shop.tsx'

type Place = Shop['places'][number]

/** One answer for counter, till, bills and gift cards: they stand on one table. */
const keyOf = (merchantId: string) => `golmok.counter.place.${merchantId}`

/**
 * Shows `children` for the branch of this device. Nobody guesses it: a bill at the wrong branch is
 * found too late.
 */
export function AtPlace({
  title,
  children,
}: {
  readonly title: string
  /** `chooser` stands above a screen; null where there is one branch only. */
  readonly children: (place: Place, chooser: ReactNode) => ReactNode
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const [chosen, setChosen] = useState(() => localStorage.getItem(keyOf(shop.id)))
  const choose = (id: string) => {
    localStorage.setItem(keyOf(shop.id), id)
    setChosen(id)
  }
  const places = shop.places.toSorted((one, other) => one.name.localeCompare(other.name, 'ko'))
  const place = places.find(({ id }) => id === chosen) ?? (places.length === 1 ? places[0] : null)
  if (place) {
    const chooser = places.length > 1 && (
      <Select
        className={styles.chooser ?? ''}
        aria-label={t.place}
        allowDeselect={false}
        data={places.map(({ id, name }) => ({ value: id, label: name }))}
        value={place.id}
        onChange={(id) => id && choose(id)}
      />
    )
    return <>{children(place, chooser)}</>
  }
  return (
    <Page title={title}>
      {places.length === 0 ? (
        <NoPlace />
      ) : (
        <>
          <p>{t.placeAsk}</p>
          <Rows label={t.place}>
            {places.map(({ id, name }) => (
              <Row key={id} icon={IconBuildingStore} title={name} onGo={() => choose(id)} />
            ))}
          </Rows>
        </>
      )}
    </Page>
  )
}

/** A shop without a branch: where one is added. */
export function NoPlace() {
  const t = useText({ ko: counterKo, en: counterEn })
  const shop = useShop()
  const go = useGo()
  return (
    <EmptyState
      icon={IconBuildingStore}
      title={t.noPlaceTitle}
      action={<BigButton onClick={() => go(links.settings(shop.id))}>{t.noPlaceAction}</BigButton>}
    >
      {t.noPlaceBody}
    </EmptyState>
  )
}
