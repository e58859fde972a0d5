/** Posts over HTTP. */
import type { Http } from '../../platform/http.ts'
import { branchPostRoutes } from './routes/branches.ts'
import { operatorPostRoutes } from './routes/operator.ts'
import { peoplePostRoutes } from './routes/people.ts'
import { shopPostRoutes } from './routes/shop.ts'

export function postRoutes(http: Http): void {
  peoplePostRoutes(http)
  shopPostRoutes(http)
  branchPostRoutes(http)
  operatorPostRoutes(http)
}
