/** Ticks of the list of brands: shown at once, and put back when the server says no. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { useMe } from '../../../parts/me.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { ItemOf, ReplyTo } from '../../../shapes.ts'

export type Brand = ItemOf<ReplyTo<'GET /v1/brands'>>
export type Friend = ItemOf<ReplyTo<'GET /v1/me/friends'>>
type Tick = { readonly merchantId: string; readonly isOn: boolean }

export type Ticks = {
  /** The shops ticked, the latest first; null until they are known, and for nobody. */
  readonly mine: readonly Friend[] | null
  isOn(brand: Brand): boolean
  /** Changes a tick; while one is on its way, the same one is not changed again. */
  change(tick: Tick): void
}

export function useTicks(): Ticks {
  const isPerson = useMe().kind === 'person'
  const { data } = useQuery({ ...ask('GET /v1/me/friends'), enabled: isPerson })
  const [onTheWay, setOnTheWay] = useState<ReadonlyMap<string, boolean>>(new Map())
  const known = data && new Set(data.items.map(({ merchant }) => merchant.id))
  const save = useSave<Tick>({
    run: async ({ merchantId, isOn }) => {
      const params = { merchantId }
      try {
        await (isOn
          ? call('PUT /v1/me/friends/{merchantId}', { params, body: { source: 'brand-list' } })
          : call('DELETE /v1/me/friends/{merchantId}', { params }))
        await refresh('GET /v1/me/friends', 'GET /v1/me/friends/{merchantId}')
      } finally {
        setOnTheWay((before) => new Map([...before].filter(([id]) => id !== merchantId)))
      }
    },
    done: null,
  })
  return {
    mine: data?.items ?? null,
    isOn: ({ merchant: { id }, isFriend }) =>
      onTheWay.get(id) ?? known?.has(id) ?? isFriend ?? false,
    change(tick) {
      if (onTheWay.has(tick.merchantId)) return
      setOnTheWay((before) => new Map(before).set(tick.merchantId, tick.isOn))
      save.mutate(tick)
    },
  }
}
