/** The sign of each kind of shop. */
import {
  IconBarbell,
  IconBed,
  IconBook,
  IconBuildingStore,
  IconCake,
  IconCoffee,
  IconFirstAidKit,
  IconFlower,
  IconGift,
  IconGlassFull,
  IconBread,
  IconPaw,
  IconPill,
  IconSchool,
  IconScissors,
  IconShirt,
  IconShoppingBag,
  IconShoppingCart,
  IconSoup,
  IconTicket,
  IconToolsKitchen2,
  IconTools,
  type TablerIcon,
} from '@tabler/icons-react'

const icons: Readonly<Record<string, TablerIcon>> = {
  cafe: IconCoffee,
  bakery: IconBread,
  dessert: IconCake,
  restaurant: IconToolsKitchen2,
  snack: IconSoup,
  bar: IconGlassFull,
  pharmacy: IconPill,
  convenience: IconShoppingBag,
  grocery: IconShoppingCart,
  beauty: IconScissors,
  fashion: IconShirt,
  books: IconBook,
  flowers: IconFlower,
  gifts: IconGift,
  culture: IconTicket,
  sports: IconBarbell,
  health: IconFirstAidKit,
  pets: IconPaw,
  repair: IconTools,
  lodging: IconBed,
  learning: IconSchool,
}

export function CategoryIcon({
  category,
  size = 22,
}: {
  readonly category: string
  readonly size?: number
}) {
  const Icon = icons[category] ?? IconBuildingStore
  return <Icon size={size} stroke={1.8} aria-hidden />
}
