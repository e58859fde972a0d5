import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testInstant } from '../../../testing/pg.ts'
import { aPlace, nineToSix } from '../places/testing.ts'
import { escaped } from '../../kernel/html.ts'
import { placeData } from './model/json-ld.ts'
import { hoursText, isSlug, openingLine, pathOf, specialDays, weekOf } from './model/page.ts'
import { missingPage, placePage } from './model/page-html.ts'
import { isProgram, packOf, tagsOf, type PackFacts } from './model/writing.ts'
import { origin, plainTexts, someFacts, type Texts } from './testing.ts'

/** The skeleton of a page: its tags with the names of their attributes, in order. */
const skeleton = (text: string) =>
  [...text.matchAll(/<(\/?[a-zA-Z!][\w-]*)((?:[^<>"]|"[^"]*")*)>/g)].map(
    ([, tag = '', rest = '']) => {
      const names = [...rest.matchAll(/([\w:-]+)(?:="[^"]*")?/g)].map(([, name = '']) => name)
      return `${tag} ${names.join(' ')}`
    },
  )
/** What a person reads of a page. */
const seenText = (text: string) =>
  (/<body>(.*)<\/body>/s.exec(text)?.[1] ?? '')
    .replaceAll('<br>', '\n')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#96;', '`')
    .replaceAll('&amp;', '&')
/** As far as the tests look at it. */
type Data = {
  readonly name: string
  readonly telephone: string
  readonly description: string
  readonly servesCuisine: string
  readonly address: { readonly streetAddress: string }
  readonly makesOffer: readonly [{ readonly name: string }]
  readonly hasMenu: {
    readonly hasMenuItem: readonly [{ readonly name: string; readonly offers: object }]
  }
  readonly openingHoursSpecification: readonly Readonly<Record<string, string>>[]
}
const dataOf = (text: string) =>
  JSON.parse(
    /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? 'null',
  ) as Data

/** What people with bad intentions write. */
const corpus = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  '" onmouseover="alert(1)',
  "' autofocus onfocus='alert(1)",
  '<img src=x onerror="alert(1)">',
  '<a href="javascript:alert(1)">여기</a>',
  'javascript:alert(1)',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<!-- --><script>alert(1)</script>',
  '--><script>alert(1)</script><!--',
  ']]><script>alert(1)</script>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  "$STYLE $& $1 $` $'",
  '`onclick=alert(1)`',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;',
  '\\u003cscript\\u003e',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<form action="https://evil.example"><input name=x>',
  '<link rel=stylesheet href=//evil.example>',
  '\u2028\u2029</script>',
  '\u202e<script>\u202c',
  '\ud800<b>',
  'a\u0000<b onclick=alert(1)>',
]

describe('texts of strangers', () => {
  const benign = placePage(someFacts(), testInstant, 'ko').text
  test.each(corpus)('SF2 %j stays text, in every field', (evil) => {
    const texts = Object.fromEntries(
      Object.entries(plainTexts).map(([key, value]) => [
        key,
        key === 'phone' ? evil : `${value} ${evil}`,
      ]),
    ) as Texts
    for (const language of ['ko', 'en'] as const) {
      const same = placePage(someFacts(), testInstant, language).text
      const page = placePage(someFacts(texts), testInstant, language).text
      expect(skeleton(page).filter((row) => row !== 'br ')).toEqual(
        skeleton(same).filter((row) => row !== 'br '),
      )
      expect(dataOf(page).name).toBe(`${texts.merchant} ${texts.place}`.toWellFormed())
      expect(page).toContain(escaped(evil).slice(0, 20))
    }
    expect(skeleton(missingPage(evil, 'ko').text)).toEqual(skeleton(missingPage('골목', 'ko').text))
    const pack = packOf('blog', {
      ...packFacts,
      writing: { title: evil, body: evil, pictureId: null },
    })
    const plain = packOf('blog', {
      ...packFacts,
      writing: { title: 'a', body: 'a', pictureId: null },
    })
    expect(skeleton(pack.text).filter((row) => row !== 'br ')).toEqual(
      skeleton(plain.text).filter((row) => row !== 'br '),
    )
  })

  test('SF2 any text at all stays text', () => {
    const tags = skeleton(benign).filter((row) => row !== 'br ')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (text) => {
        const keys = Object.keys(plainTexts)
        const texts = Object.fromEntries(keys.map((key) => [key, `가${text}`])) as Texts
        const page = placePage(someFacts(texts), testInstant, 'ko').text
        expect(skeleton(page).filter((row) => row !== 'br ')).toEqual(tags)
        dataOf(page)
      }),
      { numRuns: 200 },
    )
  })

  test('SF2 a colour that is none is not written into the sheet', () => {
    const facts = someFacts()
    const page = placePage(
      { ...facts, merchant: { ...facts.merchant, color: 'red}</style><script>' } },
      testInstant,
      'ko',
    )
    expect(page.text).not.toContain('red}')
  })

  test('SF3 no script, no handler, no style in an attribute', () => {
    expect(benign).not.toMatch(/<script(?! type="application\/ld\+json")/)
    expect(benign).not.toMatch(/\son\w+=|\sstyle=|javascript:/)
  })
})

describe('what machines read', () => {
  test.each(['ko', 'en'] as const)('SF4 is what people read (%s)', (language) => {
    const page = placePage(someFacts(), testInstant, language).text
    const seen = seenText(page)
    const data = placeData(someFacts(), language) as Data & Record<string, unknown>
    expect(dataOf(page)).toEqual(JSON.parse(JSON.stringify(data)))
    const said = [
      data.name,
      data.telephone,
      data.address.streetAddress,
      data.makesOffer[0].name,
      data.hasMenu.hasMenuItem[0].name,
      data.servesCuisine,
      ...data.description.split('\n'),
    ]
    for (const text of said) expect(seen).toContain(text)
    expect(seen).toContain(language === 'ko' ? '4,500원' : '₩4,500')
    expect(data.hasMenu.hasMenuItem[0].offers).toMatchObject({
      price: '4500',
      priceCurrency: 'KRW',
    })
    expect(seen).toContain(language === 'ko' ? '3,000원 이상' : '₩3,000')
    const hours = data.openingHoursSpecification
    expect(hours).toHaveLength(7)
    expect(hours[0]).toMatchObject({ dayOfWeek: 'Monday', opens: '09:00', closes: '18:00' })
    expect(seen).toContain('9:00–18:00')
  })

  test('SF4 says what kind of shop it is, and has no ratings', () => {
    const data = placeData(someFacts(), 'ko')
    expect(data['@type']).toBe('CafeOrCoffeeShop')
    expect(JSON.stringify(data)).not.toMatch(/rating|review/i)
  })

  test('SF4 a break cuts the hours, and a night ends on the next day', () => {
    const day = {
      spans: [{ fromMinute: 660, untilMinute: 1_500 }],
      breaks: [{ fromMinute: 900, untilMinute: 1_020 }],
    }
    const facts = someFacts()
    const hours = { ...nineToSix, days: Array.from({ length: 7 }, () => day) }
    const data = placeData({ ...facts, place: { ...facts.place, hours } }, 'ko')
    const rows = (data as Partial<Data>).openingHoursSpecification ?? []
    expect(rows.slice(0, 2)).toMatchObject([
      { opens: '11:00', closes: '15:00' },
      { opens: '17:00', closes: '01:00' },
    ])
    expect(hoursText(day, 'ko')).toBe('11:00–1:00 (쉬는 시간 15:00–17:00)')
  })

  test('SF5 names its own address, and that of its other language', () => {
    const facts = someFacts()
    const named = { ...facts, front: { ...facts.front, slug: '연남-커피' } }
    const page = placePage(named, testInstant, 'en').text.replaceAll(/\s+/g, ' ')
    const path = `/p/${encodeURIComponent('연남-커피')}`
    expect(page).toContain(`<link rel="canonical" href="${origin}${path}/en"`)
    expect(page).toContain(`hreflang="ko" href="${origin}${path}"`)
    expect(page).toContain(`hreflang="x-default" href="${origin}${path}"`)
    expect(page).toContain('<html lang="en">')
    expect(pathOf(null, 'abc', 'ko')).toBe('/p/abc')
  })
})

describe('names of pages', () => {
  test.each(['corner-coffee', '연남-커피', '커피2', 'a1'])('SF8 %s is one', (text) =>
    expect(isSlug(text)).toBe(true),
  )
  test.each([
    'a',
    'A-b',
    'a--b',
    '-a',
    'a-',
    'a b',
    'a/b',
    '<b>',
    'a.png',
    'é'.repeat(41),
    '0192a000-0000-7000-8000-0000000000aa',
  ])('SF8 %s is none', (text) => expect(isSlug(text)).toBe(false))
})

describe('hours', () => {
  const place = { ...aPlace(), exceptions: [] }
  test('say whether it is open, and until when', () => {
    expect(openingLine(place, testInstant, 'ko')).toEqual({
      isOpen: true,
      says: '지금 열려 있어요 · 18:00까지',
    })
    const night = new Date('2026-04-16T11:00:00Z')
    expect(openingLine(place, night, 'ko')).toEqual({
      isOpen: false,
      says: '지금은 닫혀 있어요 · 내일 9:00에 열어요',
    })
    expect(openingLine({ ...place, hours: null }, testInstant, 'ko')).toBeNull()
  })
  test('mark today, and tell the days that are not as usual', () => {
    const rows = weekOf(place, testInstant, 'ko')
    expect(rows.filter(({ isToday }) => isToday)).toEqual([
      { day: '목요일', hours: '9:00–18:00', isToday: true },
    ])
    expect(specialDays(someFacts().place, testInstant, 'ko')).toEqual([
      { day: '4월 20일', hours: '쉬어요 · 여름휴가' },
    ])
  })
})

const packFacts: PackFacts = {
  writing: {
    title: '봄 딸기 케이크',
    body: '딸기가 제철이에요.\n오후 두 시부터 나와요.',
    pictureId: null,
  },
  shop: '연남 커피',
  category: '카페',
  address: '서울특별시 마포구 동교로 200',
  offerTitle: '케이크 20% 할인',
  origin,
  urlOf: (medium) => `${origin}/l/${medium.padEnd(8, '0')}`,
}

describe('packs', () => {
  test.each(['blog', 'instagram', 'kakao'] as const)(
    'SF12 %s has the words, the coupon and its own link',
    (medium) => {
      const { text, url } = packOf(medium, packFacts)
      expect(url).toBe(`${origin}/l/${medium.padEnd(8, '0')}`)
      for (const part of ['봄 딸기 케이크', '오후 두 시부터', '케이크 20% 할인', url])
        expect(text).toContain(part)
    },
  )
  test('SF12 tags name the shop, its kind and its neighbourhood', () => {
    expect(tagsOf(packFacts)).toEqual(['#연남커피', '#카페', '#마포구', '#동교로', '#마포구카페'])
  })
  test('SF12 long texts are cut to what a medium takes, and the link is kept', () => {
    const long = {
      ...packFacts,
      writing: { title: '가'.repeat(80), body: '나'.repeat(2_000), pictureId: null },
    }
    const kakao = packOf('kakao', long)
    expect(Array.from(kakao.text).length).toBeLessThanOrEqual(400)
    expect(kakao.text).toContain(kakao.url)
    const instagram = packOf('instagram', {
      ...long,
      writing: { ...long.writing, body: '나'.repeat(5_000) },
    })
    expect(Array.from(instagram.text).length).toBeLessThanOrEqual(2_200)
    expect(instagram.text).toContain('#연남커피')
  })
})

test.each([
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true],
  ['facebookexternalhit/1.1; kakaotalk-scrap/1.0', true],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15', false],
  ['Mozilla/5.0 (Linux; Android 15) KAKAOTALK 2510', false],
])('SF10 %s looks at links only: %s', (agent, answer) => expect(isProgram(agent)).toBe(answer))
