/**
 * What machines read of a page, by schema.org: nothing that the page does not say as well.
 *
 * There are no ratings here, because there are no reviews.
 */
import type { CategoryId } from '../../places/model/categories.ts'
import type { DayHours } from '../../places/model/hours.ts'
import { categoryWord, pathOf, titleOf, type PlaceFacts } from './page.ts'
import type { Language } from './words.ts'

const types: Readonly<Record<CategoryId, string>> = {
  cafe: 'CafeOrCoffeeShop',
  bakery: 'Bakery',
  dessert: 'IceCreamShop',
  restaurant: 'Restaurant',
  snack: 'FastFoodRestaurant',
  bar: 'BarOrPub',
  pharmacy: 'Pharmacy',
  convenience: 'ConvenienceStore',
  grocery: 'GroceryStore',
  beauty: 'BeautySalon',
  fashion: 'ClothingStore',
  books: 'BookStore',
  flowers: 'Florist',
  gifts: 'Store',
  culture: 'EntertainmentBusiness',
  sports: 'SportsActivityLocation',
  health: 'MedicalClinic',
  pets: 'PetStore',
  repair: 'LocalBusiness',
  lodging: 'LodgingBusiness',
  learning: 'LocalBusiness',
  other: 'LocalBusiness',
}
/** What eats and drinks are served at has a menu of its own in schema.org. */
const withMenu: readonly string[] = ['cafe', 'bakery', 'dessert', 'restaurant', 'snack', 'bar']
const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

const two = (count: number) => String(count).padStart(2, '0')
/** `HH:MM`; the end of a day is 23:59, as search engines have it. */
const clock = (minute: number) => {
  if (minute === 1_440) return '23:59'
  const inDay = minute % 1_440
  return `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`
}

function openingsOf({ spans, breaks }: DayHours) {
  // A break cuts its span: schema.org knows none.
  let open = spans.map((span) => ({ ...span }))
  for (const { fromMinute, untilMinute } of breaks) {
    open = open.flatMap((span) => {
      if (untilMinute <= span.fromMinute || fromMinute >= span.untilMinute) return [span]
      return [
        { fromMinute: span.fromMinute, untilMinute: fromMinute },
        { fromMinute: untilMinute, untilMinute: span.untilMinute },
      ].filter((rest) => rest.untilMinute > rest.fromMinute)
    })
  }
  return open.map(({ fromMinute, untilMinute }) => ({
    opens: clock(fromMinute),
    closes: clock(untilMinute),
  }))
}

/** The data of the page of a place. */
export function placeData(facts: PlaceFacts, language: Language): Record<string, unknown> {
  const { place, merchant, front, offers, origin } = facts
  const url = `${origin}${pathOf(front.slug, place.id, language)}`
  const hours = place.hours?.days.flatMap((day, index) =>
    openingsOf(day).map((span) => ({
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: weekdays[index],
      ...span,
    })),
  )
  const isServing = withMenu.includes(place.category)
  return {
    '@context': 'https://schema.org',
    '@type': types[place.category],
    '@id': `${origin}${pathOf(front.slug, place.id, 'ko')}`,
    url,
    name: titleOf(facts),
    description: front.intro.trim() || undefined,
    image: imagesOf(facts),
    telephone: place.phone ?? undefined,
    address: {
      '@type': 'PostalAddress',
      streetAddress: place.address,
      addressCountry: 'KR',
    },
    geo: { '@type': 'GeoCoordinates', latitude: place.lat, longitude: place.lng },
    currenciesAccepted: 'KRW',
    parentOrganization: { '@type': 'Organization', name: merchant.name },
    ...(hours && hours.length > 0 && { openingHoursSpecification: hours }),
    ...(isServing && front.menu.length > 0 && { hasMenu: menuOf(facts) }),
    ...(isServing && { servesCuisine: categoryWord(place.category, language) }),
    ...(offers.length > 0 && {
      makesOffer: offers.map((offer) => ({
        '@type': 'Offer',
        name: offer.title,
        priceCurrency: 'KRW',
        validThrough: offer.endsAt.toISOString(),
        ...(offer.billMinorMin > 0 && {
          eligibleTransactionVolume: {
            '@type': 'PriceSpecification',
            minPrice: offer.billMinorMin,
            priceCurrency: 'KRW',
          },
        }),
      })),
    }),
  }
}

function imagesOf({ place, front, origin }: PlaceFacts): readonly string[] {
  const own = front.pictureId ? [`${origin}/v1/pictures/${front.pictureId}`] : []
  return [...own, `${origin}/p/${place.id}/card.png`]
}

function menuOf({ front }: PlaceFacts) {
  return {
    '@type': 'Menu',
    hasMenuItem: front.menu.map(({ name, priceMinor }) => ({
      '@type': 'MenuItem',
      name,
      offers: { '@type': 'Offer', price: String(priceMinor), priceCurrency: 'KRW' },
    })),
  }
}
