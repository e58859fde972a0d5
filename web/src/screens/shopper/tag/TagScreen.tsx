/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function TagScreen() {
  return <Loading kind="page" />
}
