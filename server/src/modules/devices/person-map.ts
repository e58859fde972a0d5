/** What the tables of devices say of whom, and what becomes of it. */
import { nobody, type PersonMap } from '../../platform/person-map.ts'

export const devicesPersonMap: PersonMap = {
  'devices.device': nobody('A beacon or a tag of a place.'),
}
