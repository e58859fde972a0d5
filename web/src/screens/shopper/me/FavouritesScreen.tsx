/** Placeholder until the screen is written. */
import { Loading } from '../../../ui/Loading.tsx'

export function FavouritesScreen() {
  return <Loading kind="page" />
}
