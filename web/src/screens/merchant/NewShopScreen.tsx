/** Placeholder until the screen is written. */
import { Loading } from '../../ui/Loading.tsx'

export function NewShopScreen() {
  return <Loading kind="page" />
}
