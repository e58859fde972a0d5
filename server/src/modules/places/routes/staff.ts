/** Who works at a merchant, and how people come to, over HTTP. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { idOf, instant, type Http } from '../../../platform/http.ts'
import { BRANCHES_MAX, INVITATION_LIFE_MS, type InvitationText } from '../../people/model.ts'
import { peopleRefusals } from '../../people/model/refusals.ts'
import { placeRefusals } from '../model.ts'
import {
  accept,
  changeStaff,
  endInvitation,
  invite,
  lookAtInvitation,
  putStaffBack,
  removeStaff,
  staffOf,
  waitingInvitations,
} from '../service/staff.ts'

export type StaffNeeds = {
  /** Brings an invitation to a phone or a mailbox. */
  readonly codeSender: { invite(text: InvitationText, signal: AbortSignal): Promise<void> }
  /** The public address, for links. */
  readonly origin: () => string
}

const refusals = [accessRefusals, placeRefusals, peopleRefusals]
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const ofMember = ofMerchant.extend({ personId: idOf('person') })
const ofLink = z.object({ token: z.string().min(20).max(64) })
const none = z.undefined()

const role = z.enum(['owner', 'manager', 'staff'])
const placeIds = z.array(idOf('place')).min(1).max(BRANCHES_MAX).nullable()
const member = z.object({
  personId: idOf('person'),
  role,
  /** The branches it is limited to; null for all. */
  placeIds,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
})
const invitation = z.object({
  id: idOf('invitation'),
  role,
  placeIds,
  /** For whom alone it is; null for whoever has the link. */
  address: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant,
})
const seenInvitation = z.object({
  merchantId: idOf('merchant'),
  merchantName: z.string(),
  role,
  placeNames: z.array(z.string()),
  expiresAt: instant,
  /** By what the one it is for is known; null for whoever has the link. */
  isFor: z.enum(['phone', 'email']).nullable(),
})

/** How long a sender may take to take an invitation. */
const SEND_MS_MAX = 10_000

export function staffRoutes(http: Http, needs: StaffNeeds): void {
  memberRoutes(http)
  invitationRoutes(http)
  invitingRoute(http, needs)
  acceptingRoutes(http)
}

function memberRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/staff',
    summary: 'Who works at a merchant, owners first',
    tag: 'merchants',
    access: 'merchant',
    params: ofMerchant,
    reply: z.object({ items: z.array(member) }),
    refusals,
    handle: async (work, { params: { merchantId } }) => ({
      items: [...(await staffOf(work, merchantId))],
    }),
  })
  http.route({
    method: 'PUT',
    url: '/v1/merchants/:merchantId/staff/:personId',
    summary: 'Gives someone who works at a merchant another role, or other branches',
    tag: 'merchants',
    access: 'person',
    params: ofMember,
    body: z.strictObject({ role, placeIds: placeIds.default(null) }),
    reply: member,
    refusals,
    handle: (work, { params: { merchantId, personId }, body }) =>
      changeStaff(work, merchantId, personId, body),
  })
  http.route({
    method: 'DELETE',
    url: '/v1/merchants/:merchantId/staff/:personId',
    summary: 'Ends that someone works at a merchant',
    tag: 'merchants',
    access: 'person',
    params: ofMember,
    reply: none,
    status: 204,
    refusals,
    handle: (work, { params: { merchantId, personId } }) => removeStaff(work, merchantId, personId),
  })
  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/staff/:personId/restoration',
    summary: 'Puts somebody back who was removed within the last ten minutes, as they were',
    tag: 'merchants',
    access: 'person',
    status: 200,
    params: ofMember,
    reply: member,
    refusals,
    rate: { perMinute: 30 },
    handle: (work, { params: { merchantId, personId } }) =>
      putStaffBack(work, merchantId, personId),
  })
}

function invitingRoute(http: Http, { codeSender, origin }: StaffNeeds): void {
  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/staff-invitations',
    summary: 'Invites someone to work at a merchant; the link is told this once',
    tag: 'merchants',
    access: 'person',
    plain: true,
    params: ofMerchant,
    body: z.strictObject({
      role,
      placeIds: placeIds.default(null),
      /** A phone number or e-mail address, where it is sent; null for a link to hand over oneself. */
      address: z.string().min(3).max(254).nullable().default(null),
      locale: z.enum(['ko', 'en']).default('ko'),
    }),
    reply: invitation.extend({
      link: z.string(),
      /** Whether it was handed to who carries it to the address. */
      isSent: z.boolean(),
    }),
    refusals,
    rate: { perMinute: 30 },
    handle: async ({ actor, inWork, params: { merchantId }, body }) => {
      const { locale: ownLocale, ...wanted } = body
      const made = await inWork(actor, (work) => invite(work, merchantId, wanted))
      const { token, merchantName, address: to } = made
      const locale = made.locale ?? ownLocale
      const link = `${origin()}/join/${token}`
      if (to === null) return { ...made, link, isSent: false }
      const validDays = INVITATION_LIFE_MS / DAY_MS
      const text = { to, link, merchantName, locale, validDays }
      // The invitation stands, and its link is in the answer: it can be handed over in another way.
      const isSent = await codeSender.invite(text, AbortSignal.timeout(SEND_MS_MAX)).then(
        () => true,
        () => false,
      )
      return { ...made, link, isSent }
    },
  })
}

function invitationRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/staff-invitations',
    summary: 'Invitations that wait for an answer, newest first',
    tag: 'merchants',
    access: 'merchant',
    params: ofMerchant,
    reply: z.object({ items: z.array(invitation) }),
    refusals,
    handle: async (work, { params: { merchantId } }) => ({
      items: [...(await waitingInvitations(work, merchantId))],
    }),
  })
  http.route({
    method: 'DELETE',
    url: '/v1/merchants/:merchantId/staff-invitations/:invitationId',
    summary: 'Takes an invitation back',
    tag: 'merchants',
    access: 'person',
    params: ofMerchant.extend({ invitationId: idOf('invitation') }),
    reply: none,
    status: 204,
    refusals,
    handle: (work, { params: { merchantId, invitationId } }) =>
      endInvitation(work, merchantId, invitationId),
  })
}

function acceptingRoutes(http: Http): void {
  const seen = ({ address, ...rest }: Awaited<ReturnType<typeof accept>>) => ({
    ...rest,
    isFor:
      address === null ? null : address.includes('@') ? ('email' as const) : ('phone' as const),
    placeNames: [...rest.placeNames],
  })
  http.route({
    method: 'GET',
    url: '/v1/staff-invitations/:token',
    summary: 'What an invitation is for',
    tag: 'merchants',
    access: 'anyone',
    params: ofLink,
    reply: seenInvitation,
    refusals,
    rate: { perMinute: 60 },
    handle: async (work, { params }) => seen(await lookAtInvitation(work, params.token)),
  })
  http.route({
    method: 'POST',
    url: '/v1/staff-invitations/:token/acceptance',
    summary: 'Accepts an invitation: from now on I work there',
    tag: 'merchants',
    access: 'person',
    params: ofLink,
    reply: seenInvitation,
    refusals,
    rate: { perMinute: 60 },
    handle: async (work, { params }) => seen(await accept(work, params.token)),
  })
}
