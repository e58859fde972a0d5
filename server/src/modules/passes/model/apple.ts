/** The pass.json of a coupon for Apple Wallet. Pure. */
import { words, type PassContent } from '../model.ts'

export type AppleNames = {
  /** As in `pass.com.example.coupon`. */
  readonly passTypeIdentifier: string
  readonly teamIdentifier: string
}
/** How the pass keeps up: where to ask, and with what. */
export type AppleService = { readonly url: string; readonly token: string }

/**
 * What stands in pass.json.
 *
 * @see https://developer.apple.com/documentation/walletpasses/pass
 */
export function applePass(content: PassContent, names: AppleNames, service: AppleService) {
  const t = words[content.language]
  const { id, offerTitle, merchantName, expiresAt, isVoid, link, places } = content
  const [first] = places
  const where = places.length === 1 && first ? first.name : merchantName
  return {
    formatVersion: 1,
    ...names,
    serialNumber: id,
    organizationName: merchantName,
    description: `${merchantName} ${offerTitle}`,
    logoText: merchantName,
    ...colorsOf(content.color),
    webServiceURL: service.url,
    authenticationToken: service.token,
    // Shared, it would be a card that its new holder cannot use.
    sharingProhibited: true,
    voided: isVoid,
    expirationDate: expiresAt.toISOString(),
    ...(places.length > 0 && {
      locations: places.map(({ name, lng, lat }) => ({
        longitude: lng,
        latitude: lat,
        relevantText: t.near(name),
      })),
    }),
    barcodes: [
      {
        format: 'PKBarcodeFormatQR',
        message: link,
        messageEncoding: 'iso-8859-1',
        altText: t.below,
      },
    ],
    coupon: {
      primaryFields: [{ key: 'offer', label: t.offer, value: offerTitle }],
      secondaryFields: [
        {
          key: 'until',
          label: t.until,
          value: expiresAt.toISOString(),
          dateStyle: 'PKDateStyleMedium',
          timeStyle: 'PKDateStyleShort',
          isRelative: false,
        },
        { key: 'where', label: t.where, value: where },
      ],
      backFields: [
        { key: 'how', label: t.howLabel, value: t.how },
        { key: 'live', label: t.liveCode, value: link },
        ...(places.length === 0
          ? []
          : [{ key: 'places', label: t.places, value: places.map(({ name }) => name).join('\n') }]),
      ],
    },
  }
}

/** The shop's color below, and white or black upon it, whichever is read better. */
function colorsOf(color: string) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    parseInt(color.slice(at, at + 2), 16),
  )
  const rgb = (...parts: readonly number[]) => `rgb(${parts.join(', ')})`
  const upon = isLight([red, green, blue]) ? rgb(31, 27, 22) : rgb(255, 255, 255)
  return { backgroundColor: rgb(red, green, blue), foregroundColor: upon, labelColor: upon }
}

/** By WCAG's relative luminance: above 0.179 black has more contrast than white. */
function isLight(channels: readonly number[]): boolean {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179
}
