/** The words of a piece of HTML, as one reads them: a paragraph a block, a link with its address. */

export function wordsOfHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const each of body.querySelectorAll('br')) each.replaceWith('\n')
  for (const each of body.querySelectorAll('a')) each.append(` ${each.href}`)
  return [...body.children]
    .map(({ textContent }) => textContent.trim())
    .filter((text) => text !== '')
    .join('\n\n')
}
