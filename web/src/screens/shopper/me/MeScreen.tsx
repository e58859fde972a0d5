/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function MeScreen() {
  return <Loading kind="page" />
}
