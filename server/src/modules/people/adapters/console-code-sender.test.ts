import { describe } from 'vitest'
import { codeSenderContract } from '../ports.contract.ts'
import { consoleCodeSender } from './console-code-sender.ts'

describe('consoleCodeSender', () => {
  const lines: string[] = []
  const sender = consoleCodeSender('골목', (line) => lines.push(line))
  codeSenderContract(sender, { to: '+821012345678', sent: () => lines })
})
