import { describe } from 'vitest'
import { codeSenderContract } from '../ports.contract.ts'
import { consoleCodeSender } from './console-code-sender.ts'

describe('consoleCodeSender', () => {
  const lines: string[] = []
  codeSenderContract(
    consoleCodeSender((line) => lines.push(line)),
    () => lines,
  )
})
