/** The page of a place as HTML: works without scripts, reads well aloud, and is small. */
import { dataScript, html, lines, type Html } from '../../../kernel/html.ts'
import { openPage, type Document, type OpenPage } from '../../../kernel/open-page.ts'
import { wallTime } from '../../../kernel/time.ts'
import { placeData } from './json-ld.ts'
import {
  categoryWord,
  offerLine,
  openingLine,
  pathOf,
  specialDays,
  titleOf,
  weekOf,
  type PlaceFacts,
} from './page.ts'
import { shopSheet } from './style.ts'
import { amountIn, dayIn, wordsIn, type Language } from './words.ts'

type Shell = Pick<OpenPage, 'language' | 'title' | 'head' | 'color' | 'body'> & {
  readonly market: string
  /** The same page in the other language. */
  readonly otherPath: string
}

function documentOf({ market, otherPath, ...shell }: Shell): Document {
  const words = wordsIn(shell.language)
  return openPage({
    ...shell,
    sheet: shopSheet,
    home: words.home,
    other: { path: otherPath, name: words.other },
    foot: words.foot(market),
  })
}

/** The page of a place. `via` is the code of the tracked link somebody came by. */
export function placePage(
  facts: PlaceFacts,
  now: Date,
  language: Language,
  via: string | null = null,
): Document {
  const { place, merchant, front, market, origin } = facts
  const words = wordsIn(language)
  const title = titleOf(facts)
  const category = categoryWord(place.category, language)
  const [ownPath, otherPath] = (['ko', 'en'] as const)
    .toSorted((one) => (one === language ? -1 : 1))
    .map((each) => pathOf(front.slug, place.id, each))
  const describes = front.intro.trim() || words.describe(title, category, place.address)
  const head = html` <meta name="description" content="${shortened(describes, 155)}" />
    <link rel="canonical" href="${origin}${ownPath ?? ''}" />
    <link rel="alternate" hreflang="ko" href="${origin}${pathOf(front.slug, place.id, 'ko')}" />
    <link rel="alternate" hreflang="en" href="${origin}${pathOf(front.slug, place.id, 'en')}" />
    <link
      rel="alternate"
      hreflang="x-default"
      href="${origin}${pathOf(front.slug, place.id, 'ko')}"
    />
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content="${market}" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${shortened(describes, 155)}" />
    <meta property="og:url" content="${origin}${ownPath ?? ''}" />
    <meta property="og:locale" content="${language === 'ko' ? 'ko_KR' : 'en_US'}" />
    <meta property="og:image" content="${origin}/p/${place.id}/card.png" />
    <meta property="og:image:width" content="1200" /><meta
      property="og:image:height"
      content="630"
    />
    <meta property="og:image:alt" content="${title}" />
    <meta name="twitter:card" content="summary_large_image" />
    ${dataScript(placeData(facts, language))}`
  const body = html`${coverOf(facts, title)}
    <h1>${title}</h1>
    <p class="soft">${category} · ${place.address}</p>
    ${stateOf(facts, now, language)}
    ${front.intro.trim() !== '' && html`<p>${lines(front.intro)}</p>`}
    ${doorsOf(facts, language, via)}
    ${offersOf(facts, language)}${menuOf(facts, language)}${postsOf(facts, language)}
    ${hoursOf(facts, now, language)}${wayOf(facts, language)}`
  return documentOf({
    language,
    title: `${title} · ${category}`,
    head,
    color: merchant.color,
    market,
    otherPath: otherPath ?? '',
    body,
  })
}

function shortened(text: string, lettersMax: number): string {
  const letters = Array.from(text.replaceAll(/\s+/g, ' '))
  return letters.length <= lettersMax
    ? letters.join('')
    : `${letters.slice(0, lettersMax - 1).join('')}…`
}

function coverOf({ front }: PlaceFacts, title: string): Html {
  if (!front.pictureId) return html`<div class="band"></div>`
  const url = `/v1/pictures/${front.pictureId}`
  return html`<img
    class="cover"
    src="${url}?size=small"
    srcset="${url}?size=small 480w, ${url} 1600w"
    sizes="(min-width:720px) 640px, 100vw"
    width="1600"
    height="900"
    alt="${title}"
    fetchpriority="high"
  />`
}

function stateOf({ place }: PlaceFacts, now: Date, language: Language): Html | null {
  const line = openingLine(place, now, language)
  if (!line) return null
  return html`<p class="state${line.isOpen ? ' open' : ''}">
    <span class="dot"></span>${line.says}
  </p>`
}

function doorsOf({ place, offers }: PlaceFacts, language: Language, via: string | null): Html {
  const words = wordsIn(language)
  const app = `/places/${place.id}${via ? `?via=${via}` : ''}`
  return html`<div class="go">
    <a class="press first" href="${app}" rel="nofollow"
      >${offers.length > 0 ? words.get : words.follow}</a
    >${place.phone && html`<a class="press" href="tel:${place.phone.replaceAll(/[^\d+]/g, '')}">${words.call} ${place.phone}</a>`}
  </div>`
}

function offersOf({ place, offers }: PlaceFacts, language: Language): Html | null {
  if (offers.length === 0) return null
  const words = wordsIn(language)
  return html`<section>
    <h2>${words.coupons}</h2>
    <ul>
      ${offers.map(
        (offer) =>
          html`<li class="ticket">
            <strong>${offer.title}</strong
            ><span class="soft">${offerLine(offer, place.timeZone, language)}</span>
          </li>`,
      )}
    </ul>
  </section>`
}

function menuOf({ front }: PlaceFacts, language: Language): Html | null {
  if (front.menu.length === 0) return null
  return html`<section>
    <h2>${wordsIn(language).menu}</h2>
    <ul class="menu">
      ${front.menu.map(
        ({ name, priceMinor }) =>
          html`<li><span>${name}</span><span>${amountIn(priceMinor, language)}</span></li>`,
      )}
    </ul>
  </section>`
}

function postsOf({ place, posts }: PlaceFacts, language: Language): Html | null {
  if (posts.length === 0) return null
  return html`<section>
    <h2>${wordsIn(language).news}</h2>
    ${posts.map(
      ({ title, text, pictureId, at }) =>
        html`<article class="post">
          ${
            pictureId &&
            html`<img
              src="/v1/pictures/${pictureId}?size=small"
              width="480"
              height="360"
              alt=""
              loading="lazy"
            />`
          }${title !== '' && html`<h3>${title}</h3>`}
          <p class="soft">${dayIn(wallTime(at, place.timeZone).day, language)}</p>
          <p>${lines(text)}</p>
        </article>`,
    )}
  </section>`
}

function hoursOf({ place }: PlaceFacts, now: Date, language: Language): Html {
  const words = wordsIn(language)
  const rows = weekOf(place, now, language)
  const special = specialDays(place, now, language)
  return html`<section>
    <h2>${words.hours}</h2>
    ${
      rows.length === 0
        ? html`<p class="soft">${words.hoursUnknown}</p>`
        : html`<table>
            <tbody>
              ${rows.map(
                ({ day, hours, isToday }) =>
                  html`<tr${isToday ? html` class="today"` : null}><th scope="row">${day}${isToday && ` (${words.today})`}</th><td>${hours}</td></tr>`,
              )}${special.map(
                ({ day, hours }) =>
                  html`<tr>
                    <th scope="row">${day}</th>
                    <td>${hours}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
  </section>`
}

function wayOf({ place }: PlaceFacts, language: Language): Html {
  const words = wordsIn(language)
  const name = encodeURIComponent(place.name.toWellFormed().replaceAll(',', ' '))
  const map = `https://map.kakao.com/link/map/${name},${place.lat},${place.lng}`
  return html`<section>
    <h2>${words.address}</h2>
    <p>${place.address}</p>
    <a class="press" href="${map}" rel="noopener nofollow">${words.map}</a>
  </section>`
}

/** What is said of a page that is not there, or not any more. */
export function missingPage(market: string, language: Language): Document {
  const words = wordsIn(language)
  return documentOf({
    language,
    title: words.missing,
    head: html`<meta name="robots" content="noindex" />`,
    color: '#655d52',
    market,
    otherPath: '/',
    body: html`<div class="band"></div>
      <h1>${words.missing}</h1>
      <p>${words.missingBody}</p>
      <div class="go"><a class="press first" href="/">${words.missingGo}</a></div>`,
  })
}

/** The page of a merchant with several places: its name, and the way to each of them. */
export function merchantPage(
  facts: {
    readonly merchant: PlaceFacts['merchant']
    readonly places: readonly {
      readonly id: string
      readonly slug: string | null
      readonly name: string
      readonly address: string
    }[]
    readonly market: string
    readonly origin: string
  },
  language: Language,
): Document {
  const { merchant, places, market, origin } = facts
  const words = wordsIn(language)
  const other = language === 'ko' ? 'en' : 'ko'
  const [own, others] = [pathOf(null, merchant.id, language), pathOf(null, merchant.id, other)]
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Organization',
    name: merchant.name,
    url: `${origin}${own}`,
    subOrganization: places.map(({ id, slug, name, address }) => ({
      '@type': 'LocalBusiness',
      name,
      url: `${origin}${pathOf(slug, id, language)}`,
      address,
    })),
  }
  const describes = `${merchant.name} · ${categoryWord(merchant.category, language)}`
  return documentOf({
    language,
    title: describes,
    head: html`<meta name="description" content="${describes}" />
      <link rel="canonical" href="${origin}${own}" />
      <link rel="alternate" hreflang="ko" href="${origin}${pathOf(null, merchant.id, 'ko')}" />
      <link rel="alternate" hreflang="en" href="${origin}${pathOf(null, merchant.id, 'en')}" />
      ${dataScript(data)}`,
    color: merchant.color,
    market,
    otherPath: others,
    body: html`<div class="band"></div>
      <h1>${merchant.name}</h1>
      <p class="soft">${categoryWord(merchant.category, language)}</p>
      <section>
        <h2>${words.places}</h2>
        <ul>
          ${places.map(
            ({ id, slug, name, address }) =>
              html`<li class="ticket">
                <a href="${pathOf(slug, id, language)}"><strong>${name}</strong></a
                ><span class="soft">${address}</span>
              </li>`,
          )}
        </ul>
      </section>`,
  })
}
