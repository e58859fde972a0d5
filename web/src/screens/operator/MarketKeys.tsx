/** Keys of the market itself: for gateways that send the signals of many people. */
import { ApiKeys } from '../../parts/ApiKeys.tsx'
import { operator as en } from '../../text/en/operator.ts'
import { operator as ko } from '../../text/ko/operator.ts'
import { useText } from '../../text/language.tsx'

export function MarketKeys() {
  const t = useText({ ko, en })
  return (
    <ApiKeys
      list="GET /v1/operator/api-keys"
      add="POST /v1/operator/api-keys"
      remove="DELETE /v1/operator/api-keys/{keyId}"
      params={{}}
      scopes={['signals']}
      title={t.keys}
      hint={t.keysHint}
      empty={t.keysEmpty}
    />
  )
}
