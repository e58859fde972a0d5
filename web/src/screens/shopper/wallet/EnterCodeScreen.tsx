/** 쿠폰 번호 입력: a number that is typed, scanned, or waits for me becomes a coupon. */
import { Button, TextInput } from '@mantine/core'
import { IconCamera, IconCircleCheck, IconTicket } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useRef, useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { date } from '../../../parts/format.ts'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { enterCode as en } from '../../../text/en/codes.ts'
import { enterCode as ko } from '../../../text/ko/codes.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import styles from './EnterCodeScreen.module.css'

// The reader is larger than the screen; most people type.
const Scanner = lazy(() =>
  import('../../../parts/Scanner.tsx').then((m) => ({ default: m.Scanner })),
)

type Claimed = ReplyTo<'POST /v1/me/voucher-claims'>

/** In the wallet. */
export function EnterCodeScreen() {
  return <EnterCode linked="" />
}

/** Where the square of a printed number leads: the number is filled in already. */
export function LinkedCodeScreen() {
  return <EnterCode linked={usePathPart('code')} />
}

function EnterCode({ linked }: { readonly linked: string }) {
  const t = useText({ ko, en })
  const go = useGo()
  return (
    <main id="main">
      <Page title={t.title} lead={t.lead} onBack={() => go(links.wallet())}>
        <NeedsSignIn icon={IconTicket} title={t.signIn.title} body={t.signIn.body}>
          <Claiming linked={linked} />
        </NeedsSignIn>
      </Page>
    </main>
  )
}

function Claiming({ linked }: { readonly linked: string }) {
  const claim = useClaim()
  if (claim.data) return <Done claimed={claim.data} onMore={() => claim.reset()} />
  return (
    <>
      <EnterForm linked={linked} claim={claim} />
      <Waiting onTake={(code) => claim.mutate(code)} isBusy={claim.isPending} />
    </>
  )
}

/** The same number keeps the same coupon id while the screen is open: trying again is harmless. */
function useClaim() {
  const ids = useRef(new Map<string, string>())
  return useMutation({
    mutationFn: (code: string) => {
      const couponId = ids.current.get(code) ?? newId()
      ids.current.set(code, couponId)
      return call('POST /v1/me/voucher-claims', { body: { code, couponId } })
    },
    onSuccess: () => refresh('GET /v1/me/coupons', 'GET /v1/me/vouchers'),
  })
}
type Claim = ReturnType<typeof useClaim>

function EnterForm({ linked, claim }: { readonly linked: string; readonly claim: Claim }) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const [code, setCode] = useState(linked)
  const [isScanning, setScanning] = useState(false)
  const send = (text: string) => {
    if (text.trim() !== '' && !claim.isPending) claim.mutate(text)
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        send(code)
      }}
    >
      {isScanning && (
        <Suspense fallback={<Loading count={1} />}>
          <Scanner
            onCode={(text) => {
              setScanning(false)
              setCode(codeInLink(text))
              send(text)
            }}
          />
        </Suspense>
      )}
      <TextInput
        label={t.label}
        description={t.hint}
        placeholder={t.placeholder}
        value={code}
        onChange={(event) => {
          setCode(event.currentTarget.value)
          if (claim.error) claim.reset()
        }}
        error={claim.error ? says(claim.error) : null}
        errorProps={{ role: 'alert' }}
        size="lg"
        maxLength={200}
        autoCapitalize="characters"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        classNames={{ input: styles.code ?? '' }}
      />
      <BigButton type="submit" loading={claim.isPending} disabled={code.trim() === ''}>
        {t.get}
      </BigButton>
      <Button
        variant="default"
        h={52}
        leftSection={<IconCamera size={20} aria-hidden />}
        onClick={() => setScanning(!isScanning)}
      >
        {isScanning ? t.closeCamera : t.camera}
      </Button>
    </form>
  )
}

/** Shows the number rather than the address around it. */
function codeInLink(text: string): string {
  const [, code] = /\/v\/([^/?#]+)/.exec(text) ?? []
  if (code === undefined) return text
  try {
    return decodeURIComponent(code)
  } catch {
    return code
  }
}

/** Numbers that a shop gave to this person; nothing at all when there are none. */
function Waiting({
  onTake,
  isBusy,
}: {
  readonly onTake: (code: string) => void
  readonly isBusy: boolean
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const { data } = useQuery(ask('GET /v1/me/vouchers'))
  if (!data || data.items.length === 0) return null
  return (
    <Section title={t.waiting}>
      <Rows label={t.waiting}>
        {data.items.map(({ code, offerTitle, merchantName, claimUntil }) => (
          <Row
            key={code}
            icon={IconTicket}
            title={offerTitle}
            detail={[
              merchantName,
              claimUntil && t.waitingUntil(date(new Date(claimUntil), now, language)),
            ]
              .filter(Boolean)
              .join(' · ')}
            end={
              <Button
                h={44}
                loading={isBusy}
                aria-label={`${offerTitle} ${t.take}`}
                onClick={() => onTake(code)}
              >
                {t.take}
              </Button>
            }
          />
        ))}
      </Rows>
    </Section>
  )
}

function Done({ claimed, onMore }: { readonly claimed: Claimed; readonly onMore: () => void }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const go = useGo()
  const now = useNow()
  return (
    <div role="status">
      <EmptyState
        icon={IconCircleCheck}
        title={claimed.isNew ? t.done : t.again}
        action={
          <>
            <BigButton onClick={() => go(links.coupon(claimed.couponId))}>{t.show}</BigButton>
            <Button variant="subtle" color="gray" mih={48} onClick={onMore}>
              {t.another}
            </Button>
          </>
        }
      >
        {t.expires(date(new Date(claimed.expiresAt), now, language))}
      </EmptyState>
    </div>
  )
}
