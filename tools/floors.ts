/** Judges imports by the house plan: reads sources as text, answers what breaks which rule. */
import path from 'node:path'

/** Each module, from the ground up, with the modules it may need. */
export type Plan = Readonly<Record<string, readonly string[]>>
/** Paths from the root of the repository, with what stands in the files. */
export type Sources = ReadonlyMap<string, string>
export type Violation = { readonly rule: string; readonly from: string; readonly to: string }

type Import = { readonly from: string; readonly to: string }
type Rule = {
  readonly name: string
  readonly why: string
  /** Whether this import breaks the rule. */
  breaks(it: Import, plan: Plan): boolean
}

/** Libraries that only calculate; a model may lean on them, but never on what reads or writes. */
const calculators = ['es-hangul', 'rbush', 'point-in-polygon-hao']

const isTest = (file: string) =>
  /\.(test|bench)\.ts$/.test(file) || /\/testing(\.ts$|\/)/.test(file)
const isKernel = (file: string) => file.startsWith('server/src/kernel/')
const isPlatform = (file: string) => file.startsWith('server/src/platform/')
const isSource = (file: string) => file.startsWith('server/src/')
const moduleOf = (file: string) => /^server\/src\/modules\/([^/]+)\//.exec(file)?.[1] ?? null
/** The room of a file in its module: `model` for `model.ts` and for all in `model/`. */
const roomOf = (file: string) =>
  /^server\/src\/modules\/[^/]+\/([^/.]+)(?:\/|\.[^/]*$)/.exec(file)?.[1] ?? null
const isRoom = (file: string, ...rooms: string[]) => rooms.includes(roomOf(file) ?? '')

const rules: readonly Rule[] = [
  {
    name: 'kernel-is-the-ground',
    why: 'The kernel holds pure words: it may import itself and zod.',
    breaks: ({ from, to }) => isKernel(from) && !isTest(from) && !isKernel(to) && to !== 'zod',
  },
  {
    name: 'platform-knows-no-module',
    why: 'The platform serves every module and knows none.',
    breaks: ({ from, to }) => isPlatform(from) && moduleOf(to) !== null,
  },
  {
    name: 'model-is-pure',
    why: 'A model may import the kernel, models, and libraries that only calculate. No I/O.',
    breaks: ({ from, to }) =>
      isRoom(from, 'model') &&
      !isTest(from) &&
      !isKernel(to) &&
      !isRoom(to, 'model') &&
      !calculators.includes(to),
  },
  {
    name: 'doors-only',
    why: 'Of another module: model, events, service; tests wire routes and reactions as main does.',
    breaks: ({ from, to }) =>
      moduleOf(from) !== null &&
      moduleOf(to) !== null &&
      moduleOf(from) !== moduleOf(to) &&
      !isRoom(to, 'model', 'events', 'service', 'testing') &&
      !(isTest(from) && isRoom(to, 'routes', 'reactions')),
  },
  {
    name: 'no-test-code-in-production',
    why: 'What runs for people needs no test code.',
    breaks: ({ from, to }) => isSource(from) && !isTest(from) && isTest(to),
  },
  {
    name: 'edges-ask-the-service',
    why: 'Routes and reactions go through the service, which decides.',
    breaks: ({ from, to }) =>
      isRoom(from, 'routes', 'reactions') && !isTest(from) && isRoom(to, 'store'),
  },
  {
    name: 'store-decides-nothing',
    why: 'The store turns rows into types; it calls and announces nothing.',
    breaks: ({ from, to }) =>
      isRoom(from, 'store') && !isTest(from) && isRoom(to, 'service', 'routes', 'events'),
  },
  {
    name: 'needs-of-module',
    why: 'A module may need only what floors.mjs says.',
    breaks({ from, to }, plan) {
      const [name, needed] = [moduleOf(from), moduleOf(to)]
      if (name === null || needed === null || name === needed) return false
      return !(plan[name] ?? []).includes(needed)
    },
  },
  {
    name: 'web-asks-the-sdk',
    why: 'The web app and the SDK know the server by its HTTP only; a till that goes on by itself runs its pure rules.',
    breaks: ({ from, to }) =>
      /^(web|sdk)\//.test(from) &&
      to.startsWith('server/') &&
      !(from.startsWith('web/src/offline/') && (isKernel(to) || isRoom(to, 'model'))),
  },
  {
    name: 'web-goes-down',
    why: 'In the web app: main, routes, screens, parts, ui, each only downward.',
    breaks({ from, to }) {
      const [floor, other] = [webFloor(from), webFloor(to)]
      return floor !== null && other !== null && floor < other
    },
  },
  {
    name: 'screens-keep-apart',
    why: "No screen imports another screen's folder; what they share is a part.",
    breaks({ from, to }) {
      const [own, other] = [screenOf(from), screenOf(to)]
      return own !== null && other !== null && own !== other && !from.includes('.test.')
    },
  },
]

const webFloors = ['ui/', 'parts/', 'screens/', 'routes.tsx', 'main.tsx']

/** Null for what stands on no floor: text, api and links are for all of them. */
function webFloor(file: string): number | null {
  if (!file.startsWith('web/src/')) return null
  const inWeb = file.slice('web/src/'.length)
  const floor = webFloors.findIndex((start) => inWeb.startsWith(start))
  return floor === -1 ? null : floor
}

function screenOf(file: string): string | null {
  return /^web\/src\/screens\/([^/]+\/[^/]+)\//.exec(file)?.[1] ?? null
}

/** Everything in `sources` that breaks the plan; empty in a tidy house. */
export function violations(plan: Plan, sources: Sources): Violation[] {
  const imports = [...sources].flatMap(([from, source]) =>
    importsOf(from, source).map((to) => ({ from, to })),
  )
  const broken = imports.flatMap((it) =>
    rules.filter((rule) => rule.breaks(it, plan)).map(({ name }) => ({ rule: name, ...it })),
  )
  return [...disorder(plan), ...strangers(plan, sources), ...broken, ...circles(sources, imports)]
}

/** The reason behind each rule, for whoever breaks it. */
export function whyOf(name: string): string {
  return rules.find((rule) => rule.name === name)?.why ?? ''
}

/**
 * What a file imports: a path of the repository, or the name of a package.
 *
 * Type-only imports count: a circle of types is a circle of minds. Reads text rather than syntax,
 * since TypeScript 7 offers no parser: an import must begin its line, as the formatter has it.
 */
export function importsOf(from: string, source: string): string[] {
  const statements = source.matchAll(
    /^\s*(?:import|export)\b(?:[^'"`;()]*?\bfrom)?\s*['"]([^'"]+)['"]/gm,
  )
  const calls = source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)
  return [...statements, ...calls].map(([, to = '']) =>
    to.startsWith('.') ? path.posix.join(path.posix.dirname(from), to) : to,
  )
}

function disorder(plan: Plan): Violation[] {
  const names = Object.keys(plan)
  return names.flatMap((from, floor) =>
    (plan[from] ?? [])
      .filter((need) => !names.slice(0, floor).includes(need))
      .map((to) => ({ rule: 'plan-goes-up', from, to })),
  )
}

function strangers(plan: Plan, sources: Sources): Violation[] {
  const found = new Set([...sources.keys()].map(moduleOf))
  return [...found]
    .filter((name) => name !== null && !Object.hasOwn(plan, name))
    .map((name) => ({ rule: 'module-without-a-row', from: name ?? '', to: 'floors.mjs' }))
}

/** Files that need each other, by way of others or not: one violation for each closing import. */
function circles(sources: Sources, imports: readonly Import[]): Violation[] {
  const next = new Map<string, string[]>()
  for (const { from, to } of imports) {
    if (sources.has(to)) next.set(from, [...(next.get(from) ?? []), to])
  }
  const done = new Set<string>()
  const open: string[] = []
  const found: Violation[] = []
  const visit = (file: string): void => {
    if (done.has(file)) return
    open.push(file)
    for (const to of next.get(file) ?? []) {
      if (open.includes(to)) found.push({ rule: 'no-circle', from: file, to })
      else visit(to)
    }
    open.pop()
    done.add(file)
  }
  for (const file of sources.keys()) visit(file)
  return found
}
