/** Which shop the owner's screens are about: the one in the URL, if it is theirs. */
import { useQuery } from '@tanstack/react-query'
import { createContext, use } from 'react'
import { ask } from '../../api.ts'
import type { Shop } from './shapes.ts'

export const ShopContext = createContext<Shop | null>(null)

/** The shop of this screen; only below `ShopFrame`. */
export function useShop(): Shop {
  const shop = use(ShopContext)
  if (!shop) throw new Error('useShop is for screens inside ShopFrame')
  return shop
}

/** My shops, as the server knows them. */
export function useMyShops() {
  return useQuery({ ...ask('GET /v1/me/merchants'), staleTime: 60_000 })
}
