/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function WalletScreen() {
  return <Loading kind="page" />
}
