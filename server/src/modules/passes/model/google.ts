/** The class and object of a coupon for Google Wallet, as a link carries them. Pure. */
import { words, type PassContent } from '../model.ts'

export type GoogleNames = {
  /** The number Google knows the issuer by. */
  readonly issuerId: string
  /** The service account that signs. */
  readonly account: string
}

/** Links are cut by some browsers beyond this; Google says so itself. */
export const LINK_LENGTH_MAX = 1_800
export const SAVE_URL = 'https://pay.google.com/gp/v/save/'

/** Hangul takes four letters of a link each; longer names of shops are cut, offers are not. */
const NAME_LENGTH_MAX = 20

/**
 * The claims of a link to save a coupon. What is nice to have, but not needed, is left out of a `lean` one.
 *
 * @see https://developers.google.com/wallet/retail/offers/use-cases/jwt
 */
export function googleClaims(
  content: PassContent,
  names: GoogleNames,
  origin: string,
  at: Date,
  isLean = false,
) {
  const t = words[content.language]
  const { id, offerId, offerTitle, merchantName, color, expiresAt, isVoid, link } = content
  const classId = `${names.issuerId}.offer_${offerId}`
  const [place] = content.places
  return {
    iss: names.account,
    aud: 'google',
    typ: 'savetowallet',
    iat: Math.floor(at.getTime() / 1_000),
    ...(!isLean && { origins: [origin] }),
    payload: {
      offerClasses: [
        {
          id: classId,
          issuerName: short(merchantName),
          provider: short(merchantName),
          title: offerTitle,
          redemptionChannel: 'BOTH',
          reviewStatus: 'UNDER_REVIEW',
          ...(!isLean && { hexBackgroundColor: color }),
        },
      ],
      offerObjects: [
        {
          id: `${names.issuerId}.${id}`,
          classId,
          state: stateOf(isVoid, expiresAt, at),
          validTimeInterval: { end: { date: expiresAt.toISOString() } },
          barcode: { type: 'QR_CODE', value: link, alternateText: t.below },
          ...(!isLean && {
            linksModuleData: { uris: [{ id: 'live', uri: link, description: t.live }] },
          }),
          ...(place &&
            !isLean && {
              locations: [{ latitude: round(place.lat), longitude: round(place.lng) }],
            }),
        },
      ],
    },
  }
}

function stateOf(isVoid: boolean, expiresAt: Date, at: Date): 'ACTIVE' | 'INACTIVE' | 'EXPIRED' {
  if (at >= expiresAt) return 'EXPIRED'
  return isVoid ? 'INACTIVE' : 'ACTIVE'
}

function short(text: string): string {
  const letters = Array.from(text)
  return letters.length > NAME_LENGTH_MAX
    ? `${letters.slice(0, NAME_LENGTH_MAX - 1).join('')}…`
    : text
}

/** Five digits are a meter. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5
