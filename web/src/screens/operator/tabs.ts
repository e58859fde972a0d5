/** What the operator can open, a few kinds of it: thirteen beside each other fit on no screen. */
export const tabGroups = {
  look: ['health', 'facts', 'jobs', 'dead', 'verify'],
  news: ['ways', 'posts'],
  money: ['fees', 'plans'],
  market: ['opening', 'import', 'keys', 'webhooks'],
} as const
export type TabGroup = keyof typeof tabGroups
export type OperatorTab = (typeof tabGroups)[TabGroup][number]

export const groupNames = ['look', 'news', 'money', 'market'] as const satisfies readonly TabGroup[]

/** The tab of this name; null when there is none. */
export const tabNamed = (name: string | null): OperatorTab | null =>
  Object.values(tabGroups)
    .flat()
    .find((tab) => tab === name) ?? null

/** Where a tab lies. */
export const groupOf = (tab: OperatorTab): TabGroup =>
  groupNames.find((group) => tabGroups[group].some((each) => each === tab)) ?? 'look'
