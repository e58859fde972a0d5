import { expect, test } from 'vitest'
import { broadcasts as t } from '../../../text/ko/broadcasts.ts'
import { channelFriends } from '../../../text/ko/merchant-channel.ts'
import { audienceLine, audienceParts, wordsOf } from './audience-words.ts'
import { audienceOf, firstForm, type BroadcastForm } from './broadcast-form.ts'

const wording = {
  t,
  sources: channelFriends.source,
  placeName: (id: string) => (id === 'one' ? '연남점' : '없어진 지점'),
}
const lineOf = (form: Partial<BroadcastForm>) =>
  audienceLine(audienceOf({ ...firstForm, isForAll: false, ...form }), wording)

test('who is meant is told by every condition there is, and by none for everybody', () => {
  expect(lineOf({})).toBeNull()
  expect(lineOf({ isForAll: true, tags: ['빵'] })).toBeNull()
  expect(lineOf({ segments: ['regular', 'lapsed'], since: 'new', sources: ['qr'] })).toBe(
    '단골손님 · 뜸해진 손님 · 최근 30일에 친구가 된 분 · 가게에 붙인 QR',
  )
  expect(lineOf({ lastVisit: 'long-ago', visitsMin: 2, visitPlaceIds: ['one', 'two'] })).toBe(
    '60일 넘게 안 오신 분 · 2번 이상 다녀가신 분 · 연남점 · 없어진 지점',
  )
  expect(lineOf({ tags: ['빵'], isForRedeemers: true, isForFavourers: true })).toBe(
    '빵 · 최근 60일에 쿠폰을 쓴 분 · 단골로 담은 분',
  )
  expect(lineOf({ since: 'old', lastVisit: 'lately', languages: ['en'] })).toBe(
    '친구가 된 지 30일 넘은 분 · 최근 30일에 다녀가신 분 · 영어',
  )
})

test('a question that was not answered says nothing, each by itself', () => {
  const words = wordsOf(audienceOf({ ...firstForm, isForAll: false, tags: ['빵'] }), wording)
  expect(audienceParts.filter((part) => words[part].length > 0)).toEqual(['tags'])
})
