/** The rules of posts: when they are seen, when they count as edited, what holds a comment back. */
import { expect, test } from 'vitest'
import { editedAt, isOut, ownSaying, wordIn, wordsFrom } from './model/post.ts'

const noon = new Date('2026-04-16T03:00:00Z')
const before = new Date(noon.getTime() - 1)

test.each([
  ['a draft', { publishAt: null, hiddenAt: null }, false],
  ['one of this moment', { publishAt: noon, hiddenAt: null }, true],
  ['one of the next moment', { publishAt: new Date(noon.getTime() + 1), hiddenAt: null }, false],
  ['one that the market hid', { publishAt: before, hiddenAt: before }, false],
] as const)('PO2 %s is seen by everybody: %s', (_name, post, is) => {
  expect(isOut(post, noon)).toBe(is)
})

test('PO4 a post is edited when it changes after people could read it', () => {
  const draft = { publishAt: null, editedAt: null }
  const out = { publishAt: before, editedAt: null }
  expect(editedAt(draft, true, noon)).toBe(null)
  expect(editedAt(out, false, noon)).toBe(null)
  expect(editedAt(out, true, noon)).toBe(noon)
  expect(editedAt({ ...out, editedAt: before }, false, noon)).toBe(before)
})

test('PO7 a word is found however it is spaced and written, and only then', () => {
  expect(wordIn('바 보 같은 가게', ['바보'])).toBe('바보')
  expect(wordIn('SPAM!!', ['spam'])).toBe('spam')
  expect(wordIn('맛있어요', ['바보', 'spam'])).toBe(null)
  expect(wordsFrom([' 바보 ', '바보', '!!', ''])).toEqual(['바보'])
})

test.each([
  [
    { text: '우리만의 말', isLeftOut: false },
    { text: '우리만의 말', isLeftOut: false },
  ],
  [{ text: '모두의 말', isLeftOut: false }, null],
  [{ text: null, isLeftOut: false }, null],
  // What is left out has no words that could come back by themselves.
  [
    { text: '우리만의 말', isLeftOut: true },
    { text: null, isLeftOut: true },
  ],
] as const)('PO3 of %o a branch keeps %o', (says, kept) => {
  expect(ownSaying('모두의 말', says)).toEqual(kept)
})
