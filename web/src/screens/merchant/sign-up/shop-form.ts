/** What the four steps of opening a shop hold. Pure. */
import { presets, wrongDays, type Week } from '../../../parts/hours/week.ts'

export const shopSteps = ['name', 'place', 'hours', 'phone'] as const
export type ShopStep = (typeof shopSteps)[number]

export type ShopForm = {
  readonly name: string
  readonly category: string | null
  /** Null until the pin was put down. */
  readonly at: { readonly lng: number; readonly lat: number } | null
  readonly address: string
  readonly week: Week
  readonly phone: string
}

export const firstShopForm: ShopForm = {
  name: '',
  category: null,
  at: null,
  address: '',
  week: presets.cafe,
  phone: '',
}

export type ShopObjection = 'name' | 'category' | 'address' | 'hours' | 'phone'

const objections: Readonly<Record<ShopStep, (form: ShopForm) => ShopObjection | null>> = {
  name: (form) => {
    if (form.name.trim() === '') return 'name'
    return form.category === null ? 'category' : null
  },
  place: (form) => (form.address.trim() === '' ? 'address' : null),
  hours: (form) => (wrongDays(form.week).length > 0 ? 'hours' : null),
  phone: (form) => (/^[0-9+\-\s()]{8,20}$/.test(form.phone.trim()) ? null : 'phone'),
}

/** What is missing before the next step, or null. */
export function shopObjection(step: ShopStep, form: ShopForm): ShopObjection | null {
  return objections[step](form)
}
