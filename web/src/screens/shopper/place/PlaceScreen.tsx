/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function PlaceScreen() {
  return <Loading kind="page" />
}
