/** The files of the repository, as the checks of the house read them. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')

/** Paths of all files that are in the repository or about to be: not what .gitignore leaves out. */
export function repositoryFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const { stdout, status } = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  })
  if (status !== 0) throw new Error('These checks read the list of files from git.')
  return [...new Set(stdout.split('\0'))].filter(
    (file) => file !== '' && existsSync(path.join(root, file)),
  )
}

export function textOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
}

export const isCode = (file: string) => /\.(ts|tsx)$/.test(file) && !file.endsWith('.d.ts')
