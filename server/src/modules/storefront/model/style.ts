/** What the pages of shops have beside the frame that all open pages share. */
export const shopSheet = `
.cover{display:block;width:100%;height:auto;aspect-ratio:16/9;object-fit:cover;border-radius:14px;background:var(--line)}
.state{display:flex;gap:8px;align-items:center;margin:6px 0 16px;font-weight:600}
.dot{flex:none;width:12px;height:12px;border-radius:50%;border:3px solid var(--soft)}
.open .dot{border-color:var(--yes);background:var(--yes)}
.open{color:var(--yes)}
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
`
