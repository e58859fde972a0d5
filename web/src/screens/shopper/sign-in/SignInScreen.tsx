/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function SignInScreen() {
  return <Loading kind="page" />
}
