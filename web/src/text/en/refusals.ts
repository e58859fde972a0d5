/** Why the server said no, in words for people. Codes never change. */

export const refusals: Readonly<Record<string, string>> = {
  'access.unauthenticated': 'Please sign in first.',
  'access.forbidden': 'You may not do this. Please ask the shop owner or the operator.',
}

export const refusalUnknown = 'That is not possible right now.'
