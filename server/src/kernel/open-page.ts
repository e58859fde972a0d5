/** Pages that the server writes itself, for whoever has no script: their frame and how they look. */
import { Html, html } from './html.ts'

/** A whole document, and the sheet in it, which the policy of the page names by its hash. */
export type Document = { readonly text: string; readonly style: string }

export type OpenPage = {
  readonly language: 'ko' | 'en'
  readonly title: string
  readonly head: Html
  /** The colour of a shop, `#rrggbb`. */
  readonly color: string
  /** Rules of this page beside those of all. */
  readonly sheet?: string
  /** What stands at the top left, and leads home. */
  readonly home: string
  /** The same page in the other language: its address, and the name of that language. */
  readonly other: { readonly path: string; readonly name: string }
  readonly foot: string
  readonly body: Html
}

/** Writes a page. Its sheet is in it, so that nothing is waited for. */
export function openPage(page: OpenPage): Document {
  const { language, title, head, home, other, foot, body } = page
  const style = styleOf(page.color, page.sheet ?? '')
  const otherLanguage = language === 'ko' ? 'en' : 'ko'
  const written = html`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <title>${title}</title>
      ${new Html(`<style>${style}</style>`)}${head}
      <meta name="theme-color" content="#fbf8f3" media="(prefers-color-scheme:light)" />
      <meta name="theme-color" content="#191613" media="(prefers-color-scheme:dark)" />
      <link rel="icon" href="/icons/golmok.svg" type="image/svg+xml" />
    </head>
    <body>
      <header>
        <a href="/">${home}</a
        ><a href="${other.path}" lang="${otherLanguage}" hreflang="${otherLanguage}"
          >${other.name}</a
        >
      </header>
      <main>${body}</main>
      <footer><p>${foot}</p></footer>
    </body>
  </html>`
  return { text: `<!doctype html>${written.text}`, style }
}

function styleOf(color: string, sheet: string): string {
  const shop = /^#[0-9a-f]{6}$/i.test(color) ? color : '#1f6b4a'
  return `${frame.replace('$shop', shop)}${sheet}`.replaceAll(/\n\s*/g, '')
}

const frame = `
:root{color-scheme:light dark;--shop:$shop;--paper:#fbf8f3;--card:#fff;--ink:#1f1b16;--soft:#655d52;
--line:#e6ded2;--press:#b93b16;--on-press:#fff;--yes:#1c6b45}
@media (prefers-color-scheme:dark){:root{--paper:#191613;--card:#221e1a;--ink:#f4eee6;--soft:#b9afa2;
--line:#3a342d;--press:#f0764f;--on-press:#1f1b16;--yes:#6fd3a0}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);word-break:keep-all;overflow-wrap:anywhere;
font:16px/1.6 Pretendard,-apple-system,BlinkMacSystemFont,"Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",sans-serif}
main,header,footer{max-width:680px;margin:0 auto;padding:0 20px}
header{display:flex;justify-content:space-between;align-items:center;padding-top:8px}
header a,footer a{display:inline-flex;align-items:center;min-height:44px;color:var(--ink);font-weight:600;text-decoration:none}
a{color:inherit;text-underline-offset:3px}
a:focus-visible,button:focus-visible{outline:3px solid var(--press);outline-offset:2px;border-radius:6px}
h1{margin:14px 0 4px;font-size:30px;line-height:1.25;letter-spacing:-.02em}
h2{margin:0 0 10px;font-size:19px;letter-spacing:-.01em}
p{margin:0 0 10px}
.band{height:10px;border-radius:6px;background:var(--shop)}
.soft{color:var(--soft)}
.go{display:flex;flex-direction:column;gap:10px;margin:18px 0 26px}
.press{display:flex;align-items:center;justify-content:center;min-height:52px;padding:8px 20px;border-radius:12px;
font-weight:700;text-align:center;text-decoration:none;border:1px solid var(--line);background:var(--card)}
.first{border-color:var(--press);background:var(--press);color:var(--on-press)}
section{margin:0 0 28px;padding:20px 0 0;border-top:1px solid var(--line)}
ul{margin:0;padding:0;list-style:none}
footer{padding-top:8px;padding-bottom:40px;color:var(--soft);font-size:14px}
footer p{margin:0;padding-top:20px;border-top:1px solid var(--line)}
@media (min-width:600px){.go{flex-direction:row}.press{flex:1}h1{font-size:36px}}
`
