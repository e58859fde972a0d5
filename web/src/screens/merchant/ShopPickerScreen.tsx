/** Placeholder until the screen is written. */
import { Loading } from '../../ui/Loading.tsx'

export function ShopPickerScreen() {
  return <Loading kind="page" />
}
