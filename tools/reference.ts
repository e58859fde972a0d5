/** Writes the reference pages from the code: refusals, events, settings, invariants. */
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { EventKind } from '../server/src/kernel/event.ts'
import type { Refusals } from '../server/src/kernel/refused.ts'
import { invariants } from '../server/src/main.ts'
import { settings } from '../server/src/platform/config.ts'

const src = fileURLToPath(new URL('../server/src/', import.meta.url))
const madeBy = 'Made by `npm run generate`; not by hand.'
/** Where refusals are declared: rules, and the edge. Importing these files does nothing. */
const declaring = /^(kernel\/actor|platform\/(redraw|http\/.*)|modules\/[^/]+\/model(\/.*)?)\.ts$/

type Exported = Readonly<Record<string, unknown>>

async function exportsOf(isWanted: (file: string) => boolean): Promise<[string, Exported][]> {
  const files = (await readdir(src, { recursive: true }))
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => isWanted(file) && file.endsWith('.ts') && !/\.(test|bench)\.ts$/.test(file))
    .toSorted()
  return Promise.all(
    files.map(async (file): Promise<[string, Exported]> => [
      file,
      (await import(pathToFileURL(path.join(src, file)).href)) as Exported,
    ]),
  )
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const roomOf = (file: string) => /^modules\/([^/]+)/.exec(file)?.[1] ?? file.split('/')[0] ?? file

/** Every code that a request can be refused with. */
export async function refusalsPage(): Promise<string> {
  const rows = new Map<string, string>()
  for (const [file, exported] of await exportsOf((name) => declaring.test(name))) {
    for (const [name, value] of Object.entries(exported)) {
      if (!name.endsWith('Refusals')) continue
      for (const [code, { kind, says, todo }] of Object.entries(value as Refusals)) {
        const row = `| \`${code}\` | ${roomOf(file)} | ${kind} | ${cell(says)} | ${cell(todo ?? '')} |`
        rows.set(code, row)
      }
    }
  }
  return [
    '# Refusals',
    '',
    `${madeBy} Codes are public: they may be added to, and never change their meaning.`,
    '',
    '| Code | Room | Kind | What happened | What can be done |',
    '| --- | --- | --- | --- | --- |',
    ...[...rows].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row),
    '',
  ].join('\n')
}

/** Every kind of fact. */
export async function eventsPage(): Promise<string> {
  const kinds = (await exportsOf((name) => /^modules\/[^/]+\/events\.ts$/.test(name)))
    .flatMap(([, exported]) => Object.values(exported))
    .filter((value): value is EventKind => isEventKind(value))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
  const sections = kinds.map(({ name, version, says, shape }) => {
    const schema = z.toJSONSchema(shape, { io: 'output', unrepresentable: 'any' })
    const { $schema: _schema, ...rest } = schema
    return [
      `## ${name} (${version})`,
      '',
      says,
      '',
      '```json',
      JSON.stringify(rest, null, 2),
      '```',
    ]
  })
  return ['# Events', '', `${madeBy} The facts of the log, with the shape of their data.`, '']
    .concat(sections.flatMap((lines) => [...lines, '']))
    .join('\n')
}

function isEventKind(value: unknown): value is EventKind {
  return typeof value === 'object' && value !== null && 'shape' in value && 'version' in value
}

/** Every setting. */
export function settingsPage(): string {
  const rows = Object.entries(settings).map(([name, shape]) => {
    const unset = shape.safeParse(undefined)
    const fallback = unset.success && unset.data !== undefined ? `\`${String(unset.data)}\`` : ''
    return `| \`${name}\` | ${fallback} | ${cell(shape.description ?? '')} |`
  })
  return [
    '# Settings',
    '',
    `${madeBy} All come from the environment.`,
    '',
    '| Setting | Default | What it does |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

/** Every invariant. */
export function invariantsPage(): string {
  const rows = invariants.map(({ id, says }) => `| \`${id}\` | ${cell(says)} |`)
  return [
    '# Invariants',
    '',
    `${madeBy} What \`golmok verify\` and the operator's 점검 ask the data itself.`,
    '',
    '| Invariant | What holds |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
