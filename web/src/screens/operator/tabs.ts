/** What the operator can open. */
export const tabs = [
  'health',
  'facts',
  'jobs',
  'dead',
  'verify',
  'import',
  'ways',
  'posts',
  'fees',
  'plans',
  'keys',
  'webhooks',
  'opening',
] as const
export type OperatorTab = (typeof tabs)[number]
