/** Where a provider sends the browser back to: it signs in, or links, and goes on. */
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ask, call, queryClient, refresh } from '../../../api.ts'
import { forgetLastSeen } from '../../../last-seen.ts'
import { links, pathAfter } from '../../../links.ts'
import { useGo } from '../../../parts/go.tsx'
import { signIn as signInEn } from '../../../text/en/sign-in.ts'
import { signInWays as en } from '../../../text/en/sign-in-ways.ts'
import { signIn as signInKo } from '../../../text/ko/sign-in.ts'
import { signInWays as ko } from '../../../text/ko/sign-in-ways.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { RefusedState } from '../../../ui/States.tsx'
import { toast } from '../../../ui/Toast.tsx'
import { keepMergeProof } from '../../../parts/merge-proof.ts'
import { takeTrip, type Trip } from '../../../parts/provider-trip.ts'

export function ProviderBackScreen() {
  const t = useText({ ko, en })
  const welcome = useText({ ko: signInKo, en: signInEn }).welcome
  const { language } = useLanguage()
  const says = useRefusalText()
  const go = useGo()
  const isBegun = useRef(false)
  const finish = useMutation({
    mutationFn: async ({ provider, isLink }: Trip) => {
      const query = window.location.search.slice(1)
      if (isLink) return call('POST /v1/me/identities', { body: { provider, query } })
      return call('POST /v1/sessions/provider', { body: { provider, query, locale: language } })
    },
    onSuccess: async (_answer, { isLink, after }) => {
      if (isLink) {
        await refresh('GET /v1/me/ways-in')
        toast({ says: t.linked, tone: 'yes' })
      } else {
        forgetLastSeen(queryClient)
        const me = await queryClient.fetchQuery(ask('GET /v1/me'))
        toast({ says: welcome(me.person.name), tone: 'yes' })
        if (me.age === 'unsaid') return go(links.age(pathAfter(after)), { replace: true })
      }
      go(pathAfter(after), { replace: true })
    },
    onError: (error) => {
      // It is another account's, which can become one with this one.
      if (keepMergeProof(error)) go(links.waysIn(), { replace: true })
    },
  })
  const { mutate } = finish
  useEffect(() => {
    // Once: what the provider sent counts once, and screens may be drawn twice.
    if (isBegun.current) return
    isBegun.current = true
    const trip = takeTrip()
    if (trip) mutate(trip)
    else go(links.signIn(), { replace: true })
  }, [mutate, go])
  return (
    <main id="main">
      <Page title={t.backTitle}>
        {finish.isError ? (
          <RefusedState
            title={t.backFailed}
            action={
              <Button mih={48} onClick={() => go(links.signIn(), { replace: true })}>
                {t.again}
              </Button>
            }
          >
            {says(finish.error)}
          </RefusedState>
        ) : (
          <Loading kind="page" />
        )}
      </Page>
    </main>
  )
}
