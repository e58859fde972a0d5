/** Where the tag of a shop leads: one press keeps the visit. */
import { Button } from '@mantine/core'
import { IconCircleCheck, IconMapPin, IconQrcode } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ApiProblem, ask, call, isCode } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { tag as en } from '../../../text/en/sign-in.ts'
import { tag as ko } from '../../../text/ko/sign-in.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { BrokenState, EmptyState, RefusedState } from '../../../ui/States.tsx'

export function TagScreen() {
  const t = useText({ ko, en })
  return (
    <main id="main">
      <Page title={t.title}>
        <NeedsSignIn icon={IconQrcode} title={t.signIn.title} body={t.signIn.body}>
          <CheckIn />
        </NeedsSignIn>
      </Page>
    </main>
  )
}

/** Tags with a chip add `#nfc` to their address; printed ones have only the square. */
const medium = () => (location.hash === '#nfc' ? 'nfc' : 'qr')

function CheckIn() {
  const code = usePathPart('code')
  const t = useText({ ko, en })
  const go = useGo()
  const checkIn = useMutation({
    mutationFn: () =>
      call('POST /v1/tags/{code}/check-ins', { params: { code }, body: { medium: medium() } }),
  })
  if (checkIn.data) return <Done placeId={checkIn.data.placeId} />
  if (checkIn.error) return <NotDone error={checkIn.error} onRetry={() => checkIn.mutate()} />
  return (
    <EmptyState
      icon={IconMapPin}
      title={t.what}
      action={
        <>
          <BigButton loading={checkIn.isPending} onClick={() => checkIn.mutate()}>
            {t.checkIn}
          </BigButton>
          <Button variant="subtle" color="gray" mih={48} onClick={() => go(links.consents())}>
            {t.toConsents}
          </Button>
        </>
      }
    />
  )
}

function Done({ placeId }: { readonly placeId: string }) {
  const t = useText({ ko, en })
  const go = useGo()
  const place = useQuery(ask('GET /v1/places/{placeId}', { params: { placeId } }))
  return (
    <div role="status">
      <EmptyState
        icon={IconCircleCheck}
        title={t.done}
        action={<BigButton onClick={() => go(links.place(placeId))}>{t.seePlace}</BigButton>}
      >
        {place.data && t.doneBody(place.data.name)}
      </EmptyState>
    </div>
  )
}

function NotDone({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const t = useText({ ko, en })
  const go = useGo()
  const says = useRefusalText()
  if (!(error instanceof ApiProblem)) return <BrokenState onRetry={onRetry} />
  if (isCode(error, 'presence.no-consent')) {
    return (
      <RefusedState
        title={t.needsConsent}
        action={<BigButton onClick={() => go(links.consents())}>{t.toConsents}</BigButton>}
      />
    )
  }
  if (error.status === 404) {
    return (
      <RefusedState
        icon={IconQrcode}
        title={t.unknown}
        action={
          <Button h={48} onClick={() => go(links.home())}>
            {t.toNearby}
          </Button>
        }
      >
        {t.unknownBody}
      </RefusedState>
    )
  }
  return (
    <RefusedState
      title={t.failed}
      action={
        <Button h={48} onClick={() => go(links.home())}>
          {t.toNearby}
        </Button>
      }
    >
      {says(error)}
    </RefusedState>
  )
}
