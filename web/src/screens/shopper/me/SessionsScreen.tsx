/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function SessionsScreen() {
  return <Loading kind="page" />
}
