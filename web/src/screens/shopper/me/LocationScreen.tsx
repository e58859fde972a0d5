/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function LocationScreen() {
  return <Loading kind="page" />
}
