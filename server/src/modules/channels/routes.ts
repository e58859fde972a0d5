/** Channels over HTTP: shapes in, shapes out. Decides nothing. */
import type { Http } from '../../platform/http.ts'
import { broadcastRoutes } from './routes/broadcasts.ts'
import { friendRoutes, type FriendNeeds } from './routes/friends.ts'
import { planRoutes } from './routes/plans.ts'

export type ChannelNeeds = FriendNeeds

export function channelRoutes(http: Http, needs: ChannelNeeds): void {
  friendRoutes(http, needs)
  planRoutes(http)
  broadcastRoutes(http)
}
