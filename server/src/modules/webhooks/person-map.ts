/** What the tables of webhooks say of whom, and what becomes of it. */
import { nobody, type PersonMap } from '../../platform/person-map.ts'

export const webhooksPersonMap: PersonMap = {
  'webhooks.endpoint': nobody('An address of a program of a shop.'),
  'webhooks.secret': nobody('The name of a secret.'),
  // Customers are names of letters that nobody can turn back, and messages go after 30 days.
  'webhooks.message': nobody('What was told of a fact, without persons.'),
  'webhooks.delivery': nobody('What became of a message.'),
  'webhooks.attempt': nobody('What a program of a shop answered.'),
}
