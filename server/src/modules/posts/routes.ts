/** Posts over HTTP. */
import type { Http } from '../../platform/http.ts'
import { operatorPostRoutes } from './routes/operator.ts'
import { peoplePostRoutes } from './routes/people.ts'
import { shopPostRoutes } from './routes/shop.ts'

export function postRoutes(http: Http): void {
  peoplePostRoutes(http)
  shopPostRoutes(http)
  operatorPostRoutes(http)
}
