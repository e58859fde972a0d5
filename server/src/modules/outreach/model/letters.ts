/**
 * How a message looks on each way out: label, sender, contact and the way out of advertising are put
 * in here, whoever wrote the message (OU44). Pure.
 */
import { escaped } from '../../../kernel/html.ts'
import type { Id } from '../../../kernel/id.ts'
import { LMS_BYTES_MAX, phoneBytes } from '../../../kernel/phone-text.ts'
import { shownTitle, type MessagePurpose } from '../model.ts'
import type { WayName } from './delivery.ts'

/** What is to be said, and where it leads. Addresses are absolute. */
export type LetterContent = {
  readonly purpose: MessagePurpose
  readonly merchantName: string
  readonly contact: string
  readonly title: string
  readonly body: string
  /** Where the message can be read and used. */
  readonly url: string
  /** The free way out, on the web; null for information. */
  readonly optOutUrl: string | null
  /** The way out that a mail program takes by itself (RFC 8058); null for information. */
  readonly oneClickUrl: string | null
  /** A free number to say no by phone, of those who send texts in Korea. */
  readonly optOutPhone: string | null
}

/** A message made ready for one address. */
export type Letter = {
  /** The same key, the same letter: a provider that knows keys sends it once. */
  readonly key: Id<'delivery'>
  readonly address: string
  readonly merchantId: Id<'merchant'>
  readonly senderName: string
  readonly purpose: MessagePurpose
  readonly title: string
  readonly text: string
  readonly html: string | null
  readonly oneClickUrl: string | null
  readonly template: FilledTemplate | null
}

/** An approved template of Alimtalk with its places filled; the text is that of the letter. */
export type FilledTemplate = {
  /** As the provider calls it. */
  readonly providerId: string
  readonly variables: Readonly<Record<string, string>>
}

export type LetterFace = Pick<Letter, 'title' | 'text' | 'html' | 'oneClickUrl'>

/** The face of a message on a way; Alimtalk has the words of its template instead. */
export function letterFace(way: WayName, content: LetterContent): LetterFace {
  const title = shownTitle(content)
  switch (way) {
    case 'email':
      return {
        title: `${title} · ${content.merchantName}`,
        text: mailText(title, content),
        html: mailHtml(title, content),
        oneClickUrl: content.oneClickUrl,
      }
    case 'sms':
      return { title: '', text: phoneText(title, content), html: null, oneClickUrl: null }
    case 'kakao':
      return { title, text: kakaoText(title, content), html: null, oneClickUrl: null }
    case 'line':
      return { title, text: lineText(title, content), html: null, oneClickUrl: null }
  }
}

const isAdvertisement = ({ purpose }: LetterContent) => purpose === 'marketing'

function mailText(title: string, content: LetterContent): string {
  const { merchantName, contact, body, url, optOutUrl } = content
  const foot = isAdvertisement(content)
    ? [
        `보낸 곳: ${merchantName} · ${contact}`,
        `더 받고 싶지 않으시면 (무료 수신거부): ${optOutUrl ?? ''}`,
        `To stop these mails, free of charge: ${optOutUrl ?? ''}`,
      ]
    : [`보낸 곳: ${merchantName} · ${contact}`]
  return [title, '', body.trim(), '', `앱에서 보기: ${url}`, '', '–', ...foot, ''].join('\n')
}

/** Simple on purpose: no pictures from afar, nothing that reports back, readable when dark. */
function mailHtml(title: string, content: LetterContent): string {
  const { merchantName, contact, body, url, optOutUrl } = content
  const paragraphs = body
    .trim()
    .split(/\n{2,}/)
    .map((part) => `<p>${escaped(part).replaceAll('\n', '<br>')}</p>`)
  const out = optOutUrl
    ? `<p><a href="${escaped(optOutUrl)}">무료 수신거부 · Unsubscribe</a></p>`
    : ''
  return [
    '<!doctype html><html lang="ko"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escaped(title)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.6 sans-serif;max-width:36em">',
    `<h1 style="font-size:20px">${escaped(title)}</h1>`,
    ...paragraphs,
    `<p><a href="${escaped(url)}" style="display:inline-block;padding:12px 20px;border:2px solid;` +
      'border-radius:8px;text-decoration:none;font-weight:bold">앱에서 보기</a></p>',
    `<hr><p style="font-size:14px">보낸 곳: ${escaped(merchantName)} · ${escaped(contact)}</p>`,
    `<div style="font-size:14px">${out}</div>`,
    '</body></html>',
  ].join('\n')
}

/** Whatever has to be cut, label, sender, contact and way out stay. */
function phoneText(title: string, content: LetterContent): string {
  const { merchantName, contact, body, url, optOutUrl, optOutPhone } = content
  const head = isAdvertisement(content)
    ? `(광고) ${merchantName}\n${title.replace(/^\(광고\)\s*/, '')}`
    : `[${merchantName}] ${title}`
  const way = optOutPhone ?? optOutUrl
  const foot = isAdvertisement(content) ? `${url}\n문의 ${contact}\n무료수신거부 ${way ?? ''}` : url
  const room = LMS_BYTES_MAX - phoneBytes(`${head}\n\n${foot}`)
  const said = shortened(body.trim(), room)
  return [head, ...(said ? [said] : []), foot].join('\n')
}

function shortened(text: string, bytesMax: number): string {
  if (phoneBytes(text) <= bytesMax) return text
  const kept: string[] = []
  let room = bytesMax - 2
  for (const letter of text) {
    room -= phoneBytes(letter)
    if (room < 0) break
    kept.push(letter)
  }
  return kept.length > 0 ? `${kept.join('')}…` : ''
}

/** Brand Message takes 1,300 letters; the words of its way out are those Kakao's own messages bear. */
const KAKAO_LETTERS_MAX = 1_000

function kakaoText(title: string, content: LetterContent): string {
  const { merchantName, contact, body, url } = content
  const said = cut(body, KAKAO_LETTERS_MAX)
  const foot = [`${merchantName} · ${contact}`]
  if (isAdvertisement(content)) foot.push('무료 수신거부: 홈 > 채널차단')
  return [title, '', said, '', url, '', ...foot].join('\n')
}

function cut(text: string, lettersMax: number): string {
  const letters = Array.from(text.trim())
  return letters.length > lettersMax
    ? `${letters.slice(0, lettersMax - 1).join('')}…`
    : letters.join('')
}

/** LINE takes 5,000 letters; the label and the way out stay, whatever is cut. */
const LINE_LETTERS_MAX = 4_000

function lineText(title: string, content: LetterContent): string {
  const { merchantName, contact, body, url } = content
  const said = cut(body, LINE_LETTERS_MAX)
  const foot = isAdvertisement(content)
    ? [`${merchantName} · ${contact}`, '무료 수신거부: 아래 ‘그만 받기’를 눌러 주세요']
    : [merchantName]
  return [title, '', said, '', url, '', ...foot].join('\n')
}
