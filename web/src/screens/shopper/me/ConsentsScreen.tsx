/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function ConsentsScreen() {
  return <Loading kind="page" />
}
