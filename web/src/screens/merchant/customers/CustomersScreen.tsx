/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function CustomersScreen() {
  return <Loading kind="page" />
}
