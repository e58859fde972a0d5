/** What the tables of storefront say of whom, and what becomes of it. */
import { gone, nobody, people, type PersonMap } from '../../platform/person-map.ts'

export const storefrontPersonMap: PersonMap = {
  'storefront.front': nobody('What a shop adds to the page of a place.'),
  'storefront.writing': nobody('What a shop wrote for everybody.'),
  'storefront.link': nobody('A tracked link of a writing.'),
  'storefront.click_day': nobody('How often a link was followed.'),
  'storefront.arrival': people(['person_id'], { hidden: ['code'], erased: gone }),
  'storefront.arrival_visit': nobody('That a visit counts for a link.'),
}
