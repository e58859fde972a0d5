/** Talks over HTTP. */
import type { Http } from '../../platform/http.ts'
import { myTalkRoutes } from './routes/mine.ts'
import { shopTalkRoutes } from './routes/shop.ts'

export function talkRoutes(http: Http): void {
  myTalkRoutes(http)
  shopTalkRoutes(http)
}
