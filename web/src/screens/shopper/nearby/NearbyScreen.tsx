/** 동네: the map of where I am, with a list of what is near, open and worth it. */
import { useElementSize, useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Suspense, lazy, useEffect, useMemo, useState } from 'react'
import { ask } from '../../../api.ts'
import { areaFeatures, coarse } from '../../../parts/map/areas.ts'
import {
  cameraOver,
  steady,
  windowAround,
  type LngLat,
  type Window as MapWindow,
} from '../../../parts/map/geometry.ts'
import type { MapCamera } from '../../../parts/map/MapView.tsx'
import { useMe } from '../../../parts/me.ts'
import { useNow } from '../../../parts/use-now.ts'
import {
  lookAround,
  lookAroundAgain,
  onPosition,
  positionOf,
  useWhereabouts,
} from '../../../parts/whereabouts.ts'
import { walletQuery } from '../../../parts/wallet.ts'
import type { PlaceCardShape } from '../../../shapes.ts'
import { nearby as en } from '../../../text/en/nearby.ts'
import { parts as partsEn } from '../../../text/en/parts.ts'
import { nearby as ko } from '../../../text/ko/nearby.ts'
import { parts as partsKo } from '../../../text/ko/parts.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { around, noFilters, type AroundPlace, type Filters } from './around.ts'
import { AskHere, AskSignals } from './Asking.tsx'
import { Filterbar } from './Filterbar.tsx'
import { MapSheet } from './MapSheet.tsx'
import styles from './NearbyScreen.module.css'
import { PlaceList } from './PlaceList.tsx'

const MapView = lazy(() =>
  import('../../../parts/map/MapView.tsx').then(
    (file) => ({ default: file.MapView }),
    // Offline before the map was ever kept: the list goes on without it.
    () => ({ default: NoMap }),
  ),
)

function NoMap() {
  const t = useText({ ko: partsKo, en: partsEn })
  return <p className={styles.mapWaiting}>{t.map.failed}</p>
}

const KEY = 'golmok.camera'
const PLACES_MAX = 100
/** The best of what was found; showing all of a brand's shops would show the whole country. */
const FOUND_SHOWN = 5
const CLOSE_ZOOM = 15
/** Where the list and the filters stand beside the map instead of over it. */
const BESIDE = '(min-width: 768px)'
/** 연남동: an alley to start from when nobody has said where. */
const firstCamera: MapCamera = { center: { lng: 126.9235, lat: 37.5625 }, zoom: 14.5 }

function lastCamera(): MapCamera {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as MapCamera | null
    return kept && Number.isFinite(kept.center.lng) && Number.isFinite(kept.zoom)
      ? kept
      : firstCamera
  } catch {
    return firstCamera
  }
}

const nobodysWallet = { items: [] as const }

/** The places of the window or of the search; the list and the map both show these. */
function useAround(
  window: MapWindow,
  search: string,
  filters: Filters,
  here: LngLat | null,
): { readonly query: ReturnType<typeof usePlaces>; readonly places: readonly AroundPlace[] } {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const who = useMe()
  const query = usePlaces(window, search, filters)
  const wallet = useQuery({ ...walletQuery(), enabled: who.kind === 'person' })
  const coupons = (wallet.data ?? nobodysWallet).items
  const { data } = query
  const merchantIds = useMemo(() => merchantsIn(data?.items ?? []), [data])
  const offers = useQuery({
    ...ask('GET /v1/offers', { query: { merchantIds } }),
    enabled: merchantIds !== '',
    placeholderData: (before) => before,
  })
  const places = useMemo(
    () =>
      around(data?.items ?? [], {
        coupons,
        offers: offers.data?.items ?? [],
        here,
        middle: {
          lng: (window.west + window.east) / 2,
          lat: (window.south + window.north) / 2,
        },
        filters,
        language,
        words: t,
      }),
    [data, coupons, offers.data, here, window, filters, language, t],
  )
  return { query, places }
}

const MERCHANTS_ASKED_MAX = 100

/** The shops of the places in sight, always in the same order, so that the same are asked once. */
function merchantsIn(places: readonly PlaceCardShape[]): string {
  const ids = new Set(places.map(({ merchantId }) => merchantId))
  return [...ids].toSorted().slice(0, MERCHANTS_ASKED_MAX).join(',')
}

function usePlaces(window: MapWindow, search: string, { openNow, category }: Filters) {
  const words = search.trim()
  const inWindow = useQuery({
    ...ask('GET /v1/places/window', {
      query: { ...window, openNow: openNow || null, category, limit: PLACES_MAX },
    }),
    enabled: words === '',
    placeholderData: (before) => before,
  })
  const found = useQuery({
    ...ask('GET /v1/places', { query: { q: words, limit: 30 } }),
    enabled: words !== '',
    placeholderData: (before) => before,
  })
  return words === '' ? inWindow : found
}

export function NearbyScreen() {
  const t = useText({ ko, en })
  const now = useNow()
  const [camera, setCamera] = useState(lastCamera)
  const [start] = useState(camera)
  const [goTo, setGoTo] = useState<MapCamera | null>(null)
  const [box, setBox] = useState(() =>
    steady(windowAround(start.center, start.zoom, innerWidth, Math.max(1, innerHeight) * 0.6)),
  )
  const [typed, setTyped] = useState('')
  const [filters, setFilters] = useState(noFilters)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [sheetTop, setSheetTop] = useState(0)
  const { ref: barRef, height: barHeight } = useElementSize({ box: 'border-box' })
  const isBeside = useMediaQuery(BESIDE, false, { getInitialValueInEffect: false })
  const coveredAbove = isBeside ? 0 : Math.round(barHeight)
  const search = useSettled(typed)
  const whereabouts = useWhereabouts()
  const here = positionOf(whereabouts)
  const market = useQuery(ask('GET /v1/market'))
  const areas = useAreas(box, camera.zoom)
  const { query, places } = useAround(box, search, filters, here)

  useEffect(() => void lookAroundAgain(), [])
  useEffect(() => {
    document.title = `${t.title} · 골목`
  }, [t.title])
  // What was found is brought into sight: the map shows what the list says.
  const found = search.trim() === '' || query.isPlaceholderData ? null : query.data
  const foundView = useMemo(() => {
    const free = Math.max(120, innerHeight / 2 - coveredAbove)
    return found && cameraOver(found.items.slice(0, FOUND_SHOWN), innerWidth, free)
  }, [found, coveredAbove])
  const goHere = () => {
    const fly = (center: LngLat) => setGoTo({ center, zoom: CLOSE_ZOOM })
    if (here) return fly(here)
    lookAround()
    const stop = onPosition((position) => {
      stop()
      fly(position)
    })
  }

  const bar = (
    <Filterbar
      typed={typed}
      onTyped={setTyped}
      filters={filters}
      onFilters={setFilters}
      onHere={goHere}
      isLooking={whereabouts.kind === 'asking'}
    />
  )
  return (
    <div className={styles.nearby}>
      <h1 className="only-heard">{t.title}</h1>
      <div ref={barRef} className={styles.bar}>
        {bar}
      </div>
      <div className={styles.map}>
        <Suspense fallback={<div className={styles.mapWaiting} />}>
          <MapView
            places={places}
            chosenId={chosenId}
            onChoose={setChosenId}
            here={here}
            start={start}
            goTo={foundView ?? goTo}
            coveredAbove={coveredAbove}
            coveredBelow={sheetTop}
            areas={areas}
            tilesUrl={market.data?.tileUrl ?? null}
            onMoved={(next, to) => {
              setBox(steady(next))
              setCamera(to)
              localStorage.setItem(KEY, JSON.stringify(to))
            }}
          />
        </Suspense>
      </div>
      <MapSheet onCovered={setSheetTop}>
        <AskHere whereabouts={whereabouts} onYes={goHere} />
        <AskSignals whereabouts={whereabouts} />
        <PlaceList
          query={query}
          places={places}
          search={search.trim()}
          isFiltered={filters.openNow || filters.withCoupon || filters.category !== null}
          onClear={() => setFilters(noFilters)}
          chosenId={chosenId}
          now={now}
        />
      </MapSheet>
    </div>
  )
}

const AREAS_ZOOM_MIN = 12

/** The neighbourhoods in sight; from far away there would be too many. */
function useAreas(window: MapWindow, zoom: number) {
  const { data } = useQuery({
    ...ask('GET /v1/areas', { query: coarse(window) }),
    enabled: zoom >= AREAS_ZOOM_MIN,
    staleTime: Infinity,
    placeholderData: (before) => before,
  })
  return useMemo(() => (data ? areaFeatures(data.items) : null), [data])
}

const SETTLE_MS = 180

/** What was typed, once the fingers rest. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
}
