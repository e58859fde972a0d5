/** What I hold, asked for in one way everywhere: what one screen has kept, another shows offline. */
import { ask } from '../api.ts'

/** Nobody holds more that matter; the server gives no more at once. */
const HELD_MAX = 100

export const walletQuery = () => ask('GET /v1/me/coupons', { query: { limit: HELD_MAX } })
export const pointsQuery = () => ask('GET /v1/me/points', { query: { limit: HELD_MAX } })
export const membershipsQuery = () => ask('GET /v1/me/memberships')
export const giftsQuery = () => ask('GET /v1/me/gift-cards')
export const pointLotsQuery = () => ask('GET /v1/me/points/lots')
