/** What the tables of event pages say of whom, and what becomes of it. */
import { gone, moves, nobody, people, type PersonMap } from '../../platform/person-map.ts'

export const pagesPersonMap: PersonMap = {
  'pages.page': nobody('What a shop tells of its event.'),
  'pages.page_place': nobody('Where an event holds.'),
  'pages.view_day': nobody('How often a page was opened.'),
  'pages.entry': people(['person_id'], {
    erased: gone,
    merged: moves('person_id', ['page_id', 'turn'], { apart: ['page_id'] }),
  }),
}
