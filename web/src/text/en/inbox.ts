/** Words of the inbox and its messages. */
import type { inbox as korean } from '../ko/inbox.ts'

export const inbox: typeof korean = {
  title: 'Inbox',
  list: 'Messages',
  unread: 'unread',
  times: (title, count) => `${title} · ${count} notices that day`,
  hasCoupon: 'with a coupon',
  empty: {
    title: 'No messages yet',
    body: 'Pass a shop and its coupon arrives here. Only people who agreed to location and offers get them.',
    consents: 'See my consents',
  },
  signIn: {
    title: 'Your inbox opens when you sign in',
    body: 'Coupons and messages you get on your way are kept here.',
  },
  message: {
    title: 'Message',
    takeCoupon: 'Take the coupon',
    seeCoupon: 'See coupon',
    seePlace: 'See the shop',
    seeEvent: 'See the event',
    why: 'Why did I get this?',
    block: 'Stop this shop’s messages',
    stop: 'Stop',
    blocked: 'This shop will not write to you any more.',
    isBlocked: 'You blocked this shop',
    unblock: 'Receive again',
    unblocked: 'This shop may write to you again.',
    free: 'Stopping messages is free.',
    sender: (who: string) => `Sent by ${who}`,
    gone: 'This message is not here',
  },
}
