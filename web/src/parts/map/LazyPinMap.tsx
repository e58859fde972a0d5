/** `PinMap`, loaded when it is first shown: MapLibre is large. */
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, type ComponentProps } from 'react'
import { ask } from '../../api.ts'

const PinMap = lazy(() => import('./PinMap.tsx').then((module) => ({ default: module.PinMap })))

export function LazyPinMap(props: Omit<ComponentProps<typeof PinMap>, 'tilesUrl'>) {
  const { data } = useQuery({ ...ask('GET /v1/market'), staleTime: Infinity })
  return (
    <Suspense fallback={<Skeleton height={280} radius="lg" />}>
      <PinMap {...props} tilesUrl={data?.tileUrl ?? null} />
    </Suspense>
  )
}
