/** How pages on the open web look: one small sheet, in the page itself, so that nothing is waited for. */

/** The sheet with the colour of a shop. Colours are `#rrggbb` by the constraint of their table. */
export function styleWith(color: string): string {
  const shop = /^#[0-9a-f]{6}$/i.test(color) ? color : '#1f6b4a'
  return sheet.replace('$shop', shop).replaceAll(/\n\s*/g, '')
}

const sheet = `
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
a:focus-visible{outline:3px solid var(--press);outline-offset:2px;border-radius:6px}
h1{margin:14px 0 4px;font-size:30px;line-height:1.25;letter-spacing:-.02em}
h2{margin:0 0 10px;font-size:19px;letter-spacing:-.01em}
p{margin:0 0 10px}
.band{height:10px;border-radius:6px;background:var(--shop)}
.cover{display:block;width:100%;height:auto;aspect-ratio:16/9;object-fit:cover;border-radius:14px;background:var(--line)}
.soft{color:var(--soft)}
.state{display:flex;gap:8px;align-items:center;margin:6px 0 16px;font-weight:600}
.dot{flex:none;width:12px;height:12px;border-radius:50%;border:3px solid var(--soft)}
.open .dot{border-color:var(--yes);background:var(--yes)}
.open{color:var(--yes)}
.go{display:flex;flex-direction:column;gap:10px;margin:18px 0 26px}
.press{display:flex;align-items:center;justify-content:center;min-height:52px;padding:8px 20px;border-radius:12px;
font-weight:700;text-align:center;text-decoration:none;border:1px solid var(--line);background:var(--card)}
.first{border-color:var(--press);background:var(--press);color:var(--on-press)}
section{margin:0 0 28px;padding:20px 0 0;border-top:1px solid var(--line)}
ul{margin:0;padding:0;list-style:none}
.ticket{margin:0 0 10px;padding:14px 16px;border:1px solid var(--line);border-left:8px solid var(--shop);border-radius:12px;background:var(--card)}
.ticket strong{display:block;font-size:17px}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:7px 0;text-align:left;vertical-align:top;font-weight:400}
th{width:38%;padding-right:12px;color:var(--soft)}
.today th,.today td{color:var(--ink);font-weight:700}
.menu li{display:flex;justify-content:space-between;gap:16px;padding:8px 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
.post{margin:0 0 22px}
.post h3{margin:10px 0 2px;font-size:17px}
.post img{display:block;width:100%;height:auto;border-radius:12px;background:var(--line)}
footer{padding-top:8px;padding-bottom:40px;color:var(--soft);font-size:14px}
footer p{margin:0;padding-top:20px;border-top:1px solid var(--line)}
@media (min-width:600px){.go{flex-direction:row}.press{flex:1}h1{font-size:36px}}
`
