/** What the tables of storefront say of whom, and what becomes of it. */
import {
  blanked,
  gone,
  nobody,
  people,
  SOMEBODY,
  type PersonMap,
} from '../../platform/person-map.ts'

const ofNobody = blanked({ person_id: SOMEBODY })

export const storefrontPersonMap: PersonMap = {
  'storefront.front': nobody('What a shop adds to the page of a place.'),
  'storefront.writing': nobody('What a shop wrote for everybody.'),
  'storefront.link': nobody('A tracked link of a writing.'),
  'storefront.click_day': nobody('How often a link was followed.'),
  // Where few came by a link, its visits would be theirs: both are counted on, of nobody.
  'storefront.arrival': people(['person_id'], {
    hidden: ['code'],
    erased: gone,
    withoutLocation: ofNobody,
    located: { at: 'at' },
    withoutUse: { report: { fate: ofNobody } },
  }),
  'storefront.arrival_visit': nobody('That a visit counts for a link.'),
}
