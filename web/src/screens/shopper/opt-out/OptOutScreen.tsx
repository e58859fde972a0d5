/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function OptOutScreen() {
  return <Loading kind="page" />
}
