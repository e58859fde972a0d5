/** The page of a place: open or not, what can be taken now, how to get there. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ApiProblem, ask, call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGoBack, usePathPart } from '../../../parts/go.tsx'
import { metersBetween } from '../../../parts/map/geometry.ts'
import { useMe } from '../../../parts/me.ts'
import { Distance, OpeningLine, ShopSign } from '../../../parts/PlaceCard.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { positionOf, useWhereabouts } from '../../../parts/whereabouts.ts'
import type { PlacePage } from '../../../shapes.ts'
import { place as en } from '../../../text/en/place.ts'
import { place as ko } from '../../../text/ko/place.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Follow } from './Follow.tsx'
import { AskShop } from './AskShop.tsx'
import { Favourites } from './Favourites.tsx'
import { HoursCard } from './HoursCard.tsx'
import { OfferList } from './OfferList.tsx'
import styles from './PlaceScreen.module.css'
import { PlacePosts } from './PlacePosts.tsx'
import { Reach } from './Reach.tsx'
import { ShopPlay } from './ShopPlay.tsx'

export function PlaceScreen() {
  const placeId = usePathPart('placeId')
  const back = useGoBack(links.home())
  const t = useText({ ko, en })
  const query = useQuery(ask('GET /v1/places/{placeId}', { params: { placeId } }))
  // Asked beside the place, and shown with it: what stands below the coupons must not jump.
  const offers = useQuery(ask('GET /v1/places/{placeId}/offers', { params: { placeId } }))
  const isWaiting = offers.isPending && offers.fetchStatus !== 'paused' && offers.failureCount === 0
  const isGone = query.error instanceof ApiProblem && query.error.status === 404
  useViewTold(placeId)
  useArrivalTold()
  return (
    <Page title={query.data?.name ?? (isGone ? t.gone : '…')} onBack={back}>
      <Answer query={query} loading={<Loading kind="page" />}>
        {(place) => (isWaiting ? <Loading kind="page" /> : <PlaceBody place={place} />)}
      </Answer>
    </Page>
  )
}

/** Tells the shop that its page was looked at, for those who are signed in; it never gets in the way. */
function useViewTold(placeId: string): void {
  const isPerson = useMe().kind === 'person'
  useEffect(() => {
    if (!isPerson) return
    void call('POST /v1/places/{placeId}/views', { params: { placeId }, body: {} }).catch(() => {
      // A view that is not counted harms nobody.
    })
  }, [placeId, isPerson])
}

/** Tells by which link somebody came, once they are signed in: the shop sees a number, and no name. */
function useArrivalTold(): void {
  const isPerson = useMe().kind === 'person'
  const via = new URLSearchParams(location.search).get('via') ?? ''
  useEffect(() => {
    if (!isPerson || !/^[\w-]{8}$/.test(via)) return
    void call('POST /v1/links/{code}/arrivals', { params: { code: via } }).catch(() => {
      // An arrival that is not counted harms nobody.
    })
  }, [via, isPerson])
}

function PlaceBody({ place }: { readonly place: PlacePage }) {
  const now = useNow()
  const here = positionOf(useWhereabouts())
  return (
    <>
      <div className={styles.head}>
        <ShopSign category={place.category} color={place.color} size={64} />
        <div>
          <p className={styles.opening}>
            <OpeningLine facts={place} now={now} />
          </p>
          {here && (
            <p className={styles.line}>
              <Distance meters={metersBetween(here, place)} />
            </p>
          )}
          <p className={styles.line}>{place.address}</p>
        </div>
      </div>
      <OfferList placeId={place.id} color={place.color} now={now} />
      <Reach place={place} />
      <AskShop place={place} />
      <Follow place={place} />
      <Favourites place={place} />
      <PlacePosts placeId={place.id} now={now} />
      <HoursCard place={place} now={now} />
      <ShopPlay place={place} />
    </>
  )
}
