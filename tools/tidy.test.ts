/** What no linter checks: that the house looks the same in every room. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { modules } from '../floors.mjs'
import { isCode, repositoryFiles, root, textOf } from './files.ts'

const files = repositoryFiles()
const code = files.filter((file) => isCode(file) && !file.startsWith('sdk/generated/'))
const production = code.filter(
  (file) => file.startsWith('server/src/') && !/\.(test|bench)\.ts$|\/testing\.ts$/.test(file),
)
const moduleNames = Object.keys(modules)
const filesOf = (name: string) =>
  files.filter((file) => file.startsWith(`server/src/modules/${name}/`))
const built = moduleNames.filter((name) => filesOf(name).length > 0)

describe('a module', () => {
  const rooms = 'model|events|store|service|reactions|routes|ports|adapters|testing|person-map'
  const known = new RegExp(
    `^(README\\.md|(${rooms})\\.ts|(${rooms})/.+|ports\\.contract\\.ts|` +
      `(${rooms})(\\.[a-z-]+)*(\\.pg)?\\.(test|bench)\\.ts)$`,
  )

  test.each(built)('%s has only files of the known kinds', (name) => {
    const start = `server/src/modules/${name}/`
    const inside = filesOf(name).map((file) => file.slice(start.length))
    expect(inside.filter((file) => !known.test(file))).toEqual([])
  })

  test.each(built)('%s tests every rule of its README, and no other', (name) => {
    const readme = `server/src/modules/${name}/README.md`
    expect(files).toContain(readme)
    const rules = [...textOf(readme).matchAll(/^\| ([A-Z]{2}\d+)\s+\|/gm)].map(([, id = '']) => id)
    const prefixes = new Set(rules.map((id) => id.slice(0, 2)))
    // A rule may be proven where it lives, or in a journey through the whole house.
    const tests = files.filter((file) => /\.test\.tsx?$/.test(file)).flatMap(idsTestedIn)
    const tested = tests.filter((id) => prefixes.has(id.slice(0, 2)))
    expect([...new Set(tested)].sort(byNumber)).toEqual([...new Set(rules)].sort(byNumber))
  })

  test('no two give their rules the same letters', () => {
    const owners = new Map<string, string[]>()
    for (const name of built) {
      const readme = `server/src/modules/${name}/README.md`
      if (!files.includes(readme)) continue
      const ids = [...textOf(readme).matchAll(/^\| ([A-Z]{2})\d+\s+\|/gm)].map(([, id = '']) => id)
      for (const id of new Set(ids)) owners.set(id, [...(owners.get(id) ?? []), name])
    }
    expect([...owners].filter(([, names]) => names.length > 1)).toEqual([])
  })
})

/** Ids that begin the name of a test: `'OF1 …'`, `'OF1, OF2: …'`. */
function idsTestedIn(file: string): string[] {
  const names = textOf(file).matchAll(/['"`]([A-Z]{2}\d+(?:(?:, ?| and | )[A-Z]{2}\d+)*)[ ,:]/g)
  return [...names].flatMap(([, ids = '']) => ids.match(/[A-Z]{2}\d+/g) ?? [])
}

function byNumber(one: string, other: string): number {
  return one.slice(0, 2).localeCompare(other.slice(0, 2)) || +one.slice(2) - +other.slice(2)
}

describe('every file', () => {
  test('says in its first line what it is for', () => {
    const folders = /^(server|cli|tools|web\/src|sdk|bench|e2e|scripts)\//
    const sources = files.filter(
      (file) => folders.test(file) && /\.(tsx?|mjs)$/.test(file) && !/\.test\.tsx?$/.test(file),
    )
    const silent = sources.filter((file) => !/^(#!.*\n)?(\/\*\*|\/\/)/.test(textOf(file)))
    const migrations = files.filter((file) => file.endsWith('.sql'))
    const silentMigrations = migrations.filter((file) => !textOf(file).startsWith('--'))
    expect([...silent, ...silentMigrations]).toEqual([])
  })

  test('has a name that says something, and is no index', () => {
    const empty =
      /(^|\/)index\.[jt]sx?$|(^|[/-])(utils?|helpers?|common|misc|manager|data|info)\.(tsx?|mjs)$/
    expect(files.filter((file) => empty.test(file))).toEqual([])
  })

  test('exports what is its own', () => {
    const passesOn = /^export\s+(type\s+)?(\*|\{[^}]*\})\s*(as \w+ )?from\b/m
    const own = code.filter((file) => !file.endsWith('.test.ts'))
    expect(own.filter((file) => passesOn.test(textOf(file)))).toEqual([])
  })

  test('names no folder of the machine it was written on', () => {
    const here = path.dirname(root)
    const folders = ['tmp', ...(here.length > 1 ? [here.slice(1)] : [])]
    const named = new RegExp(`(?<![\\w.~-])/(${folders.join('|')})/`)
    const texts = files.filter((file) => /\.(tsx?|mjs|json|md|sql|ya?ml|css|html)$/.test(file))
    expect(texts.filter((file) => named.test(textOf(file)))).toEqual([])
  })
})

describe('time, chance and settings come in by one door each', () => {
  test('only the platform asks for the time', () => {
    const outside = production.filter((file) => !file.startsWith('server/src/platform/'))
    expect(outside.filter((file) => /new Date\(\s*\)|Date\.now\b/.test(textOf(file)))).toEqual([])
  })

  test('nothing in the server throws dice without a seed', () => {
    expect(production.filter((file) => /Math\.random\b/.test(textOf(file)))).toEqual([])
  })

  test('only platform/config.ts reads the environment', () => {
    const readers = production.filter((file) => /process\.env\b/.test(textOf(file)))
    expect(readers.filter((file) => file !== 'server/src/platform/config.ts')).toEqual([])
  })
})

describe('migrations', () => {
  const names = files
    .filter((file) => file.startsWith('server/migrations/'))
    .map((file) => path.basename(file))

  test('are numbered, and say which module they belong to', () => {
    const owners = ['platform', ...moduleNames].join('|')
    const known = new RegExp(`^\\d{4}_(${owners})(_[a-z0-9_]+)?\\.sql$`)
    expect(names.filter((name) => !known.test(name))).toEqual([])
  })

  test('have a number each', () => {
    const numbers = names.map((name) => name.slice(0, 4))
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([])
  })
})

describe('packages', () => {
  type Packed = {
    dependencies: Record<string, string>
    devDependencies: Record<string, string>
    optionalDependencies: Record<string, string>
  }
  type Lock = { packages: Record<string, { resolved?: string }> }

  test('are asked for by exact version', () => {
    const packed = JSON.parse(textOf('package.json')) as Packed
    const all = {
      ...packed.dependencies,
      ...packed.devDependencies,
      ...packed.optionalDependencies,
    }
    expect(Object.entries(all).filter(([, version]) => !/^\d/.test(version))).toEqual([])
  })

  test('come from npm, whoever made the lock file', () => {
    const { packages } = JSON.parse(textOf('package-lock.json')) as Lock
    const places = Object.values(packages).flatMap(({ resolved }) => resolved ?? [])
    expect(places.filter((url) => !url.startsWith('https://registry.npmjs.org/'))).toEqual([])
  })
})

describe('the words of the web app', () => {
  const korean = files.filter((file) => /^web\/src\/text\/ko\/.+\.ts$/.test(file))
  const english = files.filter((file) => /^web\/src\/text\/en\/.+\.ts$/.test(file))

  test('stand in the same files in both languages', () => {
    expect(english.map((file) => file.replace('/en/', '/ko/'))).toEqual(korean)
  })

  test.each(korean.filter((file) => english.includes(file.replace('/ko/', '/en/'))))(
    '%s has the same keys in English',
    async (file) => {
      const words = async (name: string): Promise<unknown> =>
        await import(pathToFileURL(path.join(root, name)).href)
      const [ours, theirs] = await Promise.all([words(file), words(file.replace('/ko/', '/en/'))])
      expect(keysOf(theirs)).toEqual(keysOf(ours))
    },
  )
})

/** Every path to a word, with the kind of word that stands there. */
function keysOf(words: unknown, at = ''): string[] {
  if (typeof words !== 'object' || words === null) return [`${at}: ${typeof words}`]
  return Object.entries(words)
    .flatMap(([key, value]) => keysOf(value, `${at}.${key}`))
    .sort()
}

test('the reference on offers names tests that are there', () => {
  const page = textOf('docs/reference/offers-parity.md')
  const named = [...page.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, file = '']) => file)
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((file) => !files.includes(file))).toEqual([])
})

describe('the reference on what went wrong elsewhere', () => {
  const page = textOf('docs/reference/threads.md')
  const rows = [...page.matchAll(/^\| ([\w/-]+(?:#\d+)?) \| .* \| `([\w./-]+)` \|$/gm)]
  const threads = rows.map(([, thread = '', file = '']): [string, string] => [thread, file])

  test('has many rows', () => expect(threads.length).toBeGreaterThan(30))
  test.each(threads)('%s stands in the name of a test in %s', (thread, file) => {
    const names = [...textOf(file).matchAll(/\b(?:test|describe)\(\s*['"`](.+?)['"`],/g)]
    expect(names.filter(([, name = '']) => name.split(/[ ,:()]+/).includes(thread))).not.toEqual([])
  })
})

describe('the reference on the law', () => {
  const page = textOf('docs/reference/law.md')
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('.test.ts`'))
  const held = rows.map((row): [string, readonly string[]] => [
    row.slice(2, row.indexOf(' |', 2)),
    [...row.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, file = '']) => textOf(file)),
  ])
  const idsOf = (row: string) => [...new Set(row.match(/\b[A-Z]{2}\d+\b/g))]

  test('has many rows', () => expect(held.length).toBeGreaterThan(25))
  test.each(held)('%s', (asked, tests) => {
    const ids = idsOf(rows.find((row) => row.startsWith(`| ${asked} |`)) ?? '')
    expect(ids.length).toBeGreaterThan(0)
    const isNamed = (id: string) =>
      tests.some((text) => new RegExp(`['"\`].*\\b${id}\\b`).test(text))
    expect(ids.filter((id) => !isNamed(id))).toEqual([])
  })
})
