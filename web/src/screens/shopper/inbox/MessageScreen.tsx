/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function MessageScreen() {
  return <Loading kind="page" />
}
