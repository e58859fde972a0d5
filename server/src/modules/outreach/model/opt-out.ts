/** The page behind a way out of advertising: words and HTML, for whatever opens it. Pure. */
import { html, type Html } from '../../../kernel/html.ts'
import { openPage, type Document } from '../../../kernel/open-page.ts'
import type { Locale } from '../../people/model.ts'
import { optOutWords } from './opt-out-words.ts'

/** What a way out leads to. */
export type OptOutState = {
  /** Null where nobody knows it any more. */
  readonly merchantName: string | null
  /** Enough to know oneself by, too little for a finder of the link. */
  readonly personName: string
  /** Since when the shop's advertising is stopped. */
  readonly blockedSince: Date | null
  /** To advertising of any shop. */
  readonly agreesToMarketing: boolean
  /** When they last took a yes to advertising back. */
  readonly endedAt: Date | null
  /** By whose clock the reader lives. */
  readonly timeZone: string
}

/** How much of it to end. */
export type OptOutScope = 'merchant' | 'all'

/** What is shown: a state, or that the link is none of ours, or that it cannot be done now. */
export type OptOutShown =
  | { readonly kind: 'state'; readonly state: OptOutState }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-now' }

type Reader = { readonly language: Locale; readonly market: string }

/** Most languages a browser names; more is not a browser. */
const LANGUAGES_MAX = 20

/** In which of our languages to answer, by the `Accept-Language` of a request (RFC 9110, 12.5.4). */
export function languageIn(header: string | undefined): Locale {
  const asked = (header ?? '').split(',', LANGUAGES_MAX).map((part) => {
    const [tag = '', ...more] = part.trim().toLowerCase().split(';')
    const weight = more.map((each) => /^\s*q=([\d.]{1,5})\s*$/.exec(each)?.[1]).find(Boolean)
    return { tag, weight: weight === undefined ? 1 : Number(weight) }
  })
  const weightOf = (language: Locale) =>
    Math.max(
      0,
      ...asked
        .filter(({ tag }) => tag === language || tag.startsWith(`${language}-`))
        .map(({ weight }) => weight),
    )
  return weightOf('en') > weightOf('ko') ? 'en' : 'ko'
}

/** The page. It needs no script, and only its forms do something (OU87). */
export function optOutPage(shown: OptOutShown, { language, market }: Reader): Document {
  const words = optOutWords[language]
  const { title, body } = faceOf(shown, { language, market })
  const other = language === 'ko' ? 'en' : 'ko'
  return openPage({
    language,
    title,
    head: html`<meta name="robots" content="noindex" />`,
    sheet,
    color: '#655d52',
    home: words.home,
    other: { path: `?language=${other}`, name: words.other },
    foot: words.foot(market),
    body: html`<div class="band"></div>
      <h1>${title}</h1>
      ${body}`,
  })
}

/** A button of a form looks like a link that is pressed. */
const sheet = `
form{flex:1;margin:0}
button{width:100%;font:inherit;font-weight:700;color:inherit;cursor:pointer;-webkit-appearance:none;appearance:none}
button.first{color:var(--on-press)}
.when{font-weight:600;color:var(--yes)}
`

type Face = { readonly title: string; readonly body: Html }

function faceOf(shown: OptOutShown, reader: Reader): Face {
  const words = optOutWords[reader.language]
  switch (shown.kind) {
    case 'state':
      return stateFace(shown.state, reader)
    case 'unknown':
      return {
        title: words.unknown,
        body: html`<p>${words.unknownBody}</p>
          ${consents(words)}`,
      }
    case 'not-now':
      return { title: words.notNow, body: html`<p>${words.notNowBody}</p>` }
  }
}

type Words = (typeof optOutWords)[Locale]

const consents = (words: Words) =>
  html`<div class="go"><a class="press" href="/me/consents">${words.toConsents}</a></div>`

/** One press, one form: what was chosen is in it, and not in how a browser names its buttons. */
const press = (scope: OptOutScope, says: string, isFirst: boolean) =>
  html`<form method="post">
    <input type="hidden" name="scope" value="${scope}" />
    <button class="press${isFirst ? ' first' : ''}" type="submit">${says}</button>
  </form>`

function stateFace(state: OptOutState, { language, market }: Reader): Face {
  const words = optOutWords[language]
  const name = state.merchantName ?? words.someShop(market)
  const whose = html`<p class="soft">${words.whose(state.personName)}</p>`
  if (!state.agreesToMarketing) {
    return {
      title: state.endedAt ? words.doneAll : words.nothing,
      body: html`${
          state.endedAt &&
          html`<p class="when">
            ${words.since(timeText(state.endedAt, state.timeZone, language))}
          </p>`
        }
        <p>${words.doneAllBody}</p>
        ${whose}${consents(words)}`,
    }
  }
  if (state.blockedSince) {
    return {
      title: words.done(name),
      body: html`<p class="when">
          ${words.since(timeText(state.blockedSince, state.timeZone, language))}
        </p>
        <p>${words.doneBody}</p>
        ${whose}
        <div class="go"><a class="press" href="/me/blocks">${words.toBlocks}</a></div>
        <section>
          <h2>${words.others}</h2>
          <p>${words.othersBody}</p>
          <div class="go">${press('all', words.stopAll, false)}</div>
        </section>`,
    }
  }
  return {
    title: words.ask(name),
    body: html`<p>${words.body(name)}</p>
      <p>${words.stays}</p>
      ${whose}
      <div class="go">
        ${press('merchant', words.stop, true)}${press('all', words.stopAll, false)}
      </div>`,
  }
}

function timeText(at: Date, timeZone: string, language: Locale): string {
  return new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(at)
}
