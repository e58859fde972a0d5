/** The link of a mail that proves an address: one press, without signing in. */
import { Button } from '@mantine/core'
import { IconCircleCheck, IconMail } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { confirmAddress as en } from '../../../text/en/ways.ts'
import { confirmAddress as ko } from '../../../text/ko/ways.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { EmptyState, RefusedState } from '../../../ui/States.tsx'

export function ConfirmScreen() {
  const token = usePathPart('token')
  const t = useText({ ko, en })
  const says = useRefusalText()
  const go = useGo()
  const confirm = useMutation({
    mutationFn: () => call('POST /v1/address-proofs', { body: { token } }),
  })
  const toWays = (
    <Button variant="default" mih={48} onClick={() => go(links.ways())}>
      {t.toWays}
    </Button>
  )
  return (
    <main id="main">
      <Page title={t.title}>
        {confirm.isSuccess ? (
          <div role="status">
            <EmptyState icon={IconCircleCheck} title={t.done} action={toWays}>
              {t.doneBody(confirm.data.address)}
            </EmptyState>
          </div>
        ) : confirm.isError ? (
          <RefusedState title={t.unknown} action={toWays}>
            {says(confirm.error)}
          </RefusedState>
        ) : (
          <EmptyState
            icon={IconMail}
            title={t.ask}
            action={
              <BigButton loading={confirm.isPending} onClick={() => confirm.mutate()}>
                {t.confirm}
              </BigButton>
            }
          >
            {t.body}
          </EmptyState>
        )}
      </Page>
    </main>
  )
}
