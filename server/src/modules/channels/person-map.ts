/** What the tables of channels say of whom, and what becomes of it. */
import { gone, moves, nobody, people, type PersonMap } from '../../platform/person-map.ts'

export const channelsPersonMap: PersonMap = {
  'channels.channel': nobody('How a shop greets its friends.'),
  'channels.friend': people(['person_id'], {
    erased: gone,
    merged: moves('person_id', ['merchant_id']),
  }),
  'channels.friend_day': nobody('How many friends were won and lost on a day.'),
  'channels.plan': nobody('What a plan costs.'),
  'channels.plan_choice': nobody('Which plan a shop chose; who did it is an id.'),
  'channels.quota': nobody('What a shop may send in a month.'),
  'channels.quota_use': nobody('What a broadcast took from that.'),
  'channels.invoice': nobody('What a shop owes for its channel.'),
  'channels.broadcast': nobody('What a shop wrote to its friends, and to which kind of them.'),
  'channels.broadcast_wave': nobody('How far a broadcast is: the last id of a step says nothing.'),
}
