/** Channels over HTTP: shapes in, shapes out. Decides nothing. */
import type { Http } from '../../platform/http.ts'
import type { WayName } from '../outreach/model/delivery.ts'
import { broadcastWayRoutes } from './routes/ways.ts'
import { broadcastRoutes } from './routes/broadcasts.ts'
import { friendRoutes, type FriendNeeds } from './routes/friends.ts'
import { planRoutes } from './routes/plans.ts'

export type ChannelNeeds = FriendNeeds & {
  /** The ways this market sends on, beside the inbox. */
  readonly ways: readonly WayName[]
}

export function channelRoutes(http: Http, needs: ChannelNeeds): void {
  friendRoutes(http, needs)
  planRoutes(http)
  broadcastRoutes(http, needs.ways)
  broadcastWayRoutes(http, needs.ways)
}
