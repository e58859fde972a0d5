/** Placeholder until the screen is written. */
import { Loading } from '../../ui/Loading.tsx'

export function OperatorScreen() {
  return <Loading kind="page" />
}
