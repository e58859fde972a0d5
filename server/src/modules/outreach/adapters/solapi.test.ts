import { describe, expect, test } from 'vitest'
import { solapiStandIn } from '../../../../testing/solapi-stand-in.ts'
import type { Letter } from '../model/letters.ts'
import { wayContract } from '../ports.contract.ts'
import { WayFailed, type Way } from '../ports.ts'
import { aNewLetter } from '../testing.ts'
import { solapiWays } from './solapi.ts'

const account = {
  apiKey: 'NCSTESTKEY',
  apiSecret: 'a secret of the account',
  senders: ['0212345678'],
}
const needs = {
  apiKey: account.apiKey,
  apiSecret: account.apiSecret,
  sender: '0212345678',
  channelId: 'KA01PF',
}
const solapi = await solapiStandIn(account)
const [sms, kakao] = solapiWays(needs) as readonly [Way, Way]
const numbers = {
  open: '+821012345678',
  gone: '+821012340404',
  refused: '+821012340400',
  later: '+821012340503',
}
const world = {
  to: (part: keyof typeof numbers) => ({ address: numbers[part] }),
  arrived: () => solapi.taken.map(({ text }) => text ?? ''),
  // SOLAPI knows no keys of ours; what came twice can be told by the field we send along.
  repeats: 'again',
} as const
const signal = () => AbortSignal.timeout(10_000)

describe('texts by SOLAPI', () => {
  wayContract(sms, { ...world, letter: aNewLetter })

  test('OU54 go from the registered number, to the number as dialled at home, short or long', async () => {
    await sms.send(aNewLetter({ address: numbers.open, text: '짧은 글' }), signal())
    expect(solapi.taken.at(-1)).toMatchObject({
      to: '01012345678',
      from: '0212345678',
      type: 'SMS',
    })
    await sms.send(aNewLetter({ address: numbers.open, text: '가'.repeat(46) }), signal())
    expect(solapi.taken.at(-1)).toMatchObject({ type: 'LMS' })
  })

  test('OU54 another number is refused, and another key no way in', async () => {
    const [other] = solapiWays({ ...needs, sender: '0299999999' }) as [Way]
    const letter = aNewLetter({ address: numbers.open })
    expect(await other.send(letter, signal())).toMatchObject({ kind: 'refused' })
    const [stranger] = solapiWays({ ...needs, apiSecret: 'wrong' }) as [Way]
    await expect(stranger.send(letter, signal())).rejects.toThrow(WayFailed)
  })

  test('OU45 a report can find its delivery by the key that goes along', async () => {
    const letter = aNewLetter({ address: numbers.open })
    await sms.send(letter, signal())
    expect(solapi.taken.at(-1)?.customFields).toEqual({ deliveryId: letter.key })
  })
})

describe('Kakao by SOLAPI', () => {
  const talk = (change: Partial<Letter>) =>
    aNewLetter({
      purpose: 'information',
      template: { providerId: 'KA01TP', variables: { 손님: '민지' } },
      ...change,
    })
  wayContract(kakao, { ...world, letter: talk })

  test('OU51, OU47 an Alimtalk names its template and its places, and fails over by us alone', async () => {
    await kakao.send(talk({ address: numbers.open, text: '민지님' }), signal())
    expect(solapi.taken.at(-1)).toMatchObject({
      type: 'ATA',
      kakaoOptions: {
        pfId: 'KA01PF',
        templateId: 'KA01TP',
        variables: { '#{손님}': '민지' },
        disableSms: true,
      },
    })
  })

  test('OU52 advertising goes as Brand Message to friends of the channel, never as Alimtalk', async () => {
    const letter = aNewLetter({ address: numbers.open, purpose: 'marketing', template: null })
    await kakao.send(letter, signal())
    expect(solapi.taken.at(-1)).toMatchObject({
      type: 'BMS_FREE',
      kakaoOptions: { bms: { targeting: 'I' } },
    })
  })
})
