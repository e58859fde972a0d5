/** What the tables of places say of whom, and what becomes of it. */
import { gone, moves, nobody, people, type PersonMap } from '../../platform/person-map.ts'

export const placesPersonMap: PersonMap = {
  'places.merchant': nobody('A business, with the contact it gives to everybody.'),
  'places.place': nobody('Where a business serves.'),
  'places.opening_exception': nobody('When a place is open.'),
  'places.zone': nobody('A piece of the map.'),
  'places.favourite': people(['person_id'], {
    erased: gone,
    merged: moves('person_id', ['place_id', 'merchant_id']),
  }),
  'places.view': people(['person_id'], { erased: gone }),
  'places.import_key': nobody('What an import called a thing.'),
}
