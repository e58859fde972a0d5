/** Where an invitation to work at a shop leads: which shop, as what, and one button. */
import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ApiProblem, ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { NotHere } from '../../../parts/NotHere.tsx'
import { useSave } from '../../../parts/use-save.ts'
import { staff as en } from '../../../text/en/staff.ts'
import { staff as ko } from '../../../text/ko/staff.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card } from '../../../ui/Section.tsx'

export function JoinScreen() {
  const t = useText({ ko, en })
  const token = usePathPart('token')
  const query = useQuery(ask('GET /v1/staff-invitations/{token}', { params: { token } }))
  const isGone = query.error instanceof ApiProblem && query.error.status < 500
  return (
    <main id="main">
      <Page title={query.data ? t.joinTitle(query.data.merchantName) : t.join}>
        <Answer
          query={query}
          {...(isGone && {
            refused: (
              <NotHere
                icon={IconUserPlus}
                title={t.gone}
                body={t.goneBody}
                onward={t.home}
                href={links.home()}
              />
            ),
          })}
        >
          {({ role, placeNames, isFor }) => (
            <>
              <Card>
                <p>{t.as(t.roles[role])}</p>
                <p>{placeNames.length > 0 ? placeNames.join(', ') : t.allPlaces}</p>
                {isFor && <p>{t.isFor[isFor]}</p>}
              </Card>
              <NeedsSignIn icon={IconUserPlus} title={t.signIn} body={t.signInBody}>
                <Accept token={token} />
              </NeedsSignIn>
            </>
          )}
        </Answer>
      </Page>
    </main>
  )
}

function Accept({ token }: { readonly token: string }) {
  const t = useText({ ko, en })
  const go = useGo()
  const save = useSave({
    run: () => call('POST /v1/staff-invitations/{token}/acceptance', { params: { token } }),
    done: t.joined,
    after: async () => {
      await refresh('GET /v1/me', 'GET /v1/me/merchants')
      go(links.shop())
    },
  })
  return (
    <Button fullWidth h={52} loading={save.isPending} onClick={() => save.mutate()}>
      {t.accept}
    </Button>
  )
}
