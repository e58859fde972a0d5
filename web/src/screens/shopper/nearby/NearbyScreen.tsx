/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function NearbyScreen() {
  return <Loading kind="page" />
}
