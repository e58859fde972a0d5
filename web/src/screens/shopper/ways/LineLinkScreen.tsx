/** From an invitation in LINE: connects the account there with the one here. */
import { IconBrandLine } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { call } from '../../../api.ts'
import { usePathPart } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { lineLink as en } from '../../../text/en/ways.ts'
import { lineLink as ko } from '../../../text/ko/ways.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { EmptyState, RefusedState } from '../../../ui/States.tsx'

export function LineLinkScreen() {
  const linkToken = usePathPart('linkToken')
  const t = useText({ ko, en })
  const says = useRefusalText()
  const link = useMutation({
    mutationFn: () => call('POST /v1/me/line-links', { body: { linkToken } }),
    // LINE goes on from here, and brings its answer to the server.
    onSuccess: ({ url }) => location.assign(url),
  })
  return (
    <main id="main">
      <Page title={t.title}>
        <NeedsSignIn icon={IconBrandLine} title={t.signIn.title} body={t.signIn.body}>
          {link.isError ? (
            <RefusedState title={says(link.error)} />
          ) : (
            <EmptyState
              icon={IconBrandLine}
              title={t.ask}
              action={
                <BigButton loading={link.isPending || link.isSuccess} onClick={() => link.mutate()}>
                  {t.link}
                </BigButton>
              }
            >
              {t.body}
            </EmptyState>
          )}
        </NeedsSignIn>
      </Page>
    </main>
  )
}
