/** The shops I keep as favourites. */
import { ActionIcon, Button } from '@mantine/core'
import { IconHeart, IconHeartOff } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { PlaceCard, ShopSign } from '../../../parts/PlaceCard.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { favourites as en, me as meEn } from '../../../text/en/me.ts'
import { favourites as ko, me as meKo } from '../../../text/ko/me.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Page } from '../../../ui/Page.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './MeScreen.module.css'

export function FavouritesScreen() {
  const t = useText({ ko, en })
  const me = useText({ ko: meKo, en: meEn })
  const back = useGoBack(links.me())
  return (
    <Page title={t.title} onBack={back}>
      <NeedsSignIn icon={IconHeart} title={me.signIn.title} body={me.signIn.body}>
        <FavouriteList />
      </NeedsSignIn>
    </Page>
  )
}

function FavouriteList() {
  const t = useText({ ko, en })
  const go = useGo()
  const now = useNow()
  const query = useQuery(ask('GET /v1/me/favourites'))
  return (
    <Answer query={query}>
      {({ places, merchants }) => (
        <>
          {places.length + merchants.length === 0 && (
            <EmptyState
              icon={IconHeart}
              title={t.empty.title}
              action={
                <Button mih={48} onClick={() => go(links.home())}>
                  {t.empty.go}
                </Button>
              }
            >
              {t.empty.body}
            </EmptyState>
          )}
          {places.length > 0 && (
            <section>
              <h2 className={styles.title}>{t.places}</h2>
              <ul className={styles.places}>
                {places.map((place) => (
                  <li key={place.id}>
                    <PlaceCard place={place} now={now} />
                    <Remove path="places" id={place.id} name={place.name} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          {merchants.length > 0 && (
            <section>
              <h2 className={styles.title}>{t.merchants}</h2>
              <ul className={styles.places}>
                {merchants.map((merchant) => (
                  <li key={merchant.id}>
                    <span className={styles.merchant}>
                      <ShopSign category={merchant.category} color={merchant.color} />
                      {merchant.name}
                    </span>
                    <Remove path="merchants" id={merchant.id} name={merchant.name} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </Answer>
  )
}

function Remove({
  path,
  id,
  name,
}: {
  readonly path: 'places' | 'merchants'
  readonly id: string
  readonly name: string
}) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const url = `/v1/me/favourites/${path}/{id}`
  const set = useMutation({
    mutationFn: (method: 'PUT' | 'DELETE') => call(`${method} ${url}`, { params: { id } }),
    onSuccess: async (_, method) => {
      if (method === 'DELETE') toast({ says: t.removed, onUndo: () => set.mutate('PUT') })
      await refresh('GET /v1/me/favourites', 'GET /v1/places/{placeId}')
    },
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={48}
      aria-label={t.remove(name)}
      loading={set.isPending}
      onClick={() => set.mutate('DELETE')}
    >
      <IconHeartOff size={22} />
    </ActionIcon>
  )
}
