/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function CounterScreen() {
  return <Loading kind="page" />
}
