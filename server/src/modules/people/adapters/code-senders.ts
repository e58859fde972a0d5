/** Chooses who carries codes and invitations, by the settings of the ways out. */
import type { WayConfig } from '../../../platform/config.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { CodeSender } from '../ports.ts'
import { consoleCodeSender } from './console-code-sender.ts'
import { emailCodeSender } from './email-code-sender.ts'

/**
 * Mailboxes by the mail server, phones by SOLAPI (PE80). Where nothing is set up, or the rest is to be
 * played, the console is it; where one of the two is missing, its addresses are refused.
 */
export async function openCodeSender(
  config: WayConfig,
  market: string,
  logger: Logger,
): Promise<CodeSender> {
  const isNothingSetUp = !config.email && !config.solapi
  const rest = isNothingSetUp || config.hasStandIns ? consoleCodeSender(market) : nobody
  const toMailbox = config.email ? emailCodeSender({ ...config.email, market }) : rest
  const toPhone = config.solapi ? await textsOf(config.solapi, market) : rest

  const handed = async (to: string, hand: (sender: CodeSender) => Promise<void>) => {
    try {
      await hand(to.includes('@') ? toMailbox : toPhone)
    } catch (error) {
      // Servers repeat the address in what they say; it has no place in a log.
      const why = error instanceof Error ? error.message : String(error)
      logger.warn({ why: why.replaceAll(to, '…') }, 'a code or an invitation was not taken')
      throw error
    }
  }
  return {
    send: (text, signal) => handed(text.to, (sender) => sender.send(text, signal)),
    invite: (text, signal) => handed(text.to, (sender) => sender.invite(text, signal)),
    tell: (letter, signal) => handed(letter.to, (sender) => sender.tell(letter, signal)),
  }
}

async function textsOf(
  account: NonNullable<WayConfig['solapi']>,
  market: string,
): Promise<CodeSender> {
  // Its SDK weighs much: only who has an account there loads it.
  const { solapiCodeSender } = await import('./solapi-code-sender.ts')
  return solapiCodeSender({ ...account, market })
}

const nobody: CodeSender = {
  send: () => Promise.reject(new Error('nobody is set up to carry it')),
  invite: () => Promise.reject(new Error('nobody is set up to carry it')),
  tell: () => Promise.reject(new Error('nobody is set up to carry it')),
}
