/** One address: on or off, its secret, a test, and the log of what was sent. */
import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconClock, IconPlayerPause } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import type { ReplyTo } from '../../shapes.ts'
import { webhooks as en } from '../../text/en/webhooks.ts'
import { counted } from '../../text/figures.ts'
import { webhooks as ko } from '../../text/ko/webhooks.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Card, Section } from '../../ui/Section.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Answer } from '../Answer.tsx'
import { byCursor, Endless } from '../Endless.tsx'
import { since } from '../format.ts'
import { useNow } from '../use-now.ts'
import { useSave } from '../use-save.ts'
import type { Endpoints } from './EndpointRows.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import styles from './webhooks.module.css'

export const ENDPOINT = 'GET /v1/webhooks/{endpointId}'
const DELIVERIES = 'GET /v1/webhooks/{endpointId}/deliveries'
type Endpoint = ReplyTo<typeof ENDPOINT>
/** As long as attempts go on: three days. */
const AGAIN_MS = 3 * 86_400_000
/** A test arrives within this time, if it does. */
const LOG_AFTER_MS = 2_500

export function EndpointDesk({
  endpoint,
  list,
  onRemoved,
}: {
  readonly endpoint: Endpoint
  readonly list: Endpoints['list']
  readonly onRemoved: () => void
}) {
  return (
    <>
      <State endpoint={endpoint} list={list} onRemoved={onRemoved} />
      <Log endpointId={endpoint.id} />
    </>
  )
}

function State({
  endpoint,
  list,
  onRemoved,
}: {
  readonly endpoint: Endpoint
  readonly list: Endpoints['list']
  readonly onRemoved: () => void
}) {
  const t = useText({ ko, en })
  const now = useNow(60)
  const [secret, setSecret] = useState<string | null>(null)
  const [isRemoving, setRemoving] = useState(false)
  const params = { endpointId: endpoint.id }
  const isOn = endpoint.state === 'on'
  const logSoon = () => setTimeout(() => void refresh(DELIVERIES), LOG_AFTER_MS)
  const turn = useSave({
    run: () => call('PATCH /v1/webhooks/{endpointId}', { params, body: { isOn: !isOn } }),
    after: () => refresh(ENDPOINT, DELIVERIES),
  })
  const test = useSave({
    run: () => call('POST /v1/webhooks/{endpointId}/tests', { params }),
    done: t.tested,
    after: logSoon,
  })
  const change = useSave({
    run: async () =>
      setSecret((await call('POST /v1/webhooks/{endpointId}/secrets', { params })).secret),
    done: null,
  })
  const again = useSave({
    run: async () => {
      const body = { since: new Date(now.getTime() - AGAIN_MS).toISOString() }
      const { count } = await call('POST /v1/webhooks/{endpointId}/replays', { params, body })
      toast({ says: t.againDone(counted(count)), tone: 'yes' })
    },
    done: null,
    after: logSoon,
  })
  const ill = endpoint.failingSince ? t.failing : t.on
  return (
    <Card tone={isOn && !endpoint.failingSince ? 'plain' : 'accent'}>
      <SecretOnce secret={secret} onClose={() => setSecret(null)} />
      <Remove
        isOpen={isRemoving}
        onClose={() => setRemoving(false)}
        endpointId={endpoint.id}
        list={list}
        onRemoved={onRemoved}
      />
      <div className={styles.form}>
        <b>{endpoint.offReason ? t.off[endpoint.offReason] : ill}</b>
        {isOn ? (
          <Button h={52} loading={test.isPending} onClick={() => test.mutate()}>
            {t.test}
          </Button>
        ) : (
          <Button h={52} loading={turn.isPending} onClick={() => turn.mutate()}>
            {t.turnOn}
          </Button>
        )}
        {isOn && (
          <>
            <Button variant="default" h={48} onClick={() => again.mutate()}>
              {t.again}
            </Button>
            <p className={styles.soft}>{t.againHint}</p>
          </>
        )}
        <div className={styles.doors}>
          {isOn && (
            <Button variant="default" h={48} onClick={() => turn.mutate()}>
              {t.turnOff}
            </Button>
          )}
          <Button variant="default" h={48} onClick={() => change.mutate()}>
            {t.newSecret}
          </Button>
          <Button variant="subtle" color="gray" h={48} onClick={() => setRemoving(true)}>
            {t.remove}
          </Button>
        </div>
      </div>
    </Card>
  )
}

/** Its secret cannot be had again, so it is asked once more. */
function Remove({
  isOpen,
  onClose,
  endpointId,
  list,
  onRemoved,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly endpointId: string
  readonly list: Endpoints['list']
  readonly onRemoved: () => void
}) {
  const t = useText({ ko, en })
  const remove = useSave({
    run: () => call('DELETE /v1/webhooks/{endpointId}', { params: { endpointId } }),
    done: t.removed,
    after: async () => {
      await refresh(list)
      onRemoved()
    },
  })
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={t.removeTitle}>
      <div className={styles.form}>
        <p className={styles.soft}>{t.removeBody}</p>
        <Button color="red" h={52} loading={remove.isPending} onClick={() => remove.mutate()}>
          {t.remove}
        </Button>
      </div>
    </Sheet>
  )
}

const icons = {
  waiting: IconClock,
  delivered: IconCircleCheck,
  failed: IconCircleX,
  stopped: IconPlayerPause,
} as const

function Log({ endpointId }: { readonly endpointId: string }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow(60)
  const [shown, setShown] = useState<string | null>(null)
  const params = { endpointId }
  const found = useInfiniteQuery({
    ...byCursor,
    queryKey: [DELIVERIES, params],
    queryFn: ({ pageParam, signal }) =>
      call(DELIVERIES, { params, query: { cursor: pageParam }, signal }),
  })
  return (
    <Section title={t.log}>
      <Endless query={found} empty={<p className={styles.soft}>{t.logEmpty}</p>}>
        {(rows) => (
          <Rows label={t.log}>
            {rows.map(({ id, type, at, state, attempts, status }) => (
              <Row
                key={id}
                icon={icons[state]}
                title={t.typeNames[type] ?? type}
                detail={[
                  t.states[state],
                  status,
                  t.attempts(counted(attempts)),
                  since(new Date(at), now, language),
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
                onGo={() => setShown(id)}
              />
            ))}
          </Rows>
        )}
      </Endless>
      {shown && <Delivery deliveryId={shown} onClose={() => setShown(null)} />}
    </Section>
  )
}

function Delivery({
  deliveryId,
  onClose,
}: {
  readonly deliveryId: string
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  const params = { deliveryId }
  const found = useQuery(ask('GET /v1/webhook-deliveries/{deliveryId}', { params }))
  const replay = useSave({
    run: () => call('POST /v1/webhook-deliveries/{deliveryId}/replay', { params }),
    done: t.replayed,
    after: () => {
      onClose()
      setTimeout(() => void refresh(DELIVERIES), LOG_AFTER_MS)
    },
  })
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={found.data ? (t.typeNames[found.data.type] ?? found.data.type) : t.log}
    >
      <Answer query={found}>
        {(it) => (
          <div className={styles.form}>
            <Button h={52} loading={replay.isPending} onClick={() => replay.mutate()}>
              {t.replay}
            </Button>
            <b>{t.message}</b>
            <code className={styles.code}>{it.body}</code>
            {it.tries.toReversed().map((one) => (
              <div className={styles.form} key={one.number}>
                <b>
                  {one.number}. {one.status ?? t.silent} ·{' '}
                  {t.took((one.durationMs / 1_000).toFixed(1))}
                </b>
                {one.says && <p className={styles.soft}>{one.says}</p>}
                <span className={styles.soft}>{t.request}</span>
                <code className={styles.code}>{headText(one.requestHead)}</code>
                {one.responseHead && (
                  <>
                    <span className={styles.soft}>{t.response}</span>
                    <code className={styles.code}>
                      {`${headText(one.responseHead)}\n\n${one.responseBody ?? ''}`}
                    </code>
                  </>
                )}
              </div>
            ))}
          </div>
        )}
      </Answer>
    </Sheet>
  )
}

const headText = (head: Readonly<Record<string, string>>) =>
  Object.entries(head)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
