/** What the tables of surveys say of whom, and what becomes of it. */
import { gone, moves, nobody, people, type PersonMap } from '../../platform/person-map.ts'

export const surveysPersonMap: PersonMap = {
  'surveys.survey': nobody('The questions of a shop.'),
  // What was answered is kept apart, and nobody can tell whose it is.
  'surveys.sheet': nobody('Answers without a person, a time or an order.'),
  'surveys.participation': people(['person_id'], {
    erased: gone,
    merged: moves('person_id', ['survey_id']),
  }),
}
