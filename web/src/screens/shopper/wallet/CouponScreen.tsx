/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function CouponScreen() {
  return <Loading kind="page" />
}
