/** 계정 합치기: shows another account to be mine as well, says what will happen, and takes it back. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { IconArrowMerge } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem, ask, call, queryClient } from '../../../api.ts'
import { date, points } from '../../../parts/format.ts'
import { takeMergeProof } from '../../../parts/merge-proof.ts'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { MergePreview } from '../../../shapes.ts'
import { merging as en } from '../../../text/en/merging.ts'
import { merging as ko } from '../../../text/ko/merging.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { RefusedState } from '../../../ui/States.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './MeScreen.module.css'

const ADDRESS_LETTERS_MAX = 254
const CODE_LETTERS = 6

/** Sends a code to a phone or a mailbox. */
const sendCode = (address: string, locale: 'ko' | 'en') =>
  address.includes('@')
    ? call('POST /v1/email-codes', { body: { email: address, locale } })
    : call('POST /v1/phone-codes', { body: { phone: address, locale } })

/** Accounts that were merged into mine, and the way to merge another one. */
export function Merging() {
  const t = useText({ ko, en })
  // A provider that turned out to be another account's led here.
  const [shown] = useState(takeMergeProof)
  const [isOpen, setOpen] = useState(shown !== null)
  return (
    <>
      <h2 className={styles.title}>{t.title}</h2>
      <p className={styles.contact}>{t.hint}</p>
      <Merged />
      <Button
        variant="default"
        mih={48}
        leftSection={<IconArrowMerge size={20} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t.begin}
      </Button>
      <Sheet isOpen={isOpen} onClose={() => setOpen(false)} title={t.begin}>
        <MergeSteps shown={shown} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

function MergeSteps({
  shown,
  onDone,
}: {
  readonly shown: string | null
  readonly onDone: () => void
}) {
  const t = useText({ ko, en })
  const [proof, setProof] = useState(shown)
  if (proof === null) return <ShowOther onProof={setProof} />
  return (
    <>
      {proof === shown && <p className={styles.wording}>{t.taken}</p>}
      <MergeOffer proof={proof} onDone={onDone} />
    </>
  )
}

function ShowOther({ onProof }: { readonly onProof: (proof: string) => void }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const [address, setAddress] = useState('')
  const [code, setCode] = useState('')
  const send = useMutation({ mutationFn: () => sendCode(address.trim(), language) })
  const show = useMutation({
    mutationFn: () => call('POST /v1/me/merge-proofs', { body: { address: address.trim(), code } }),
    onSuccess: ({ proof }) => onProof(proof),
  })
  return (
    <form
      className={styles.profile}
      onSubmit={(event) => {
        event.preventDefault()
        if (send.isSuccess) show.mutate()
        else send.mutate()
      }}
    >
      <TextInput
        label={t.address}
        description={t.addressHint}
        maxLength={ADDRESS_LETTERS_MAX}
        data-autofocus
        value={address}
        error={send.isError ? says(send.error) : null}
        onChange={({ currentTarget }) => {
          send.reset()
          show.reset()
          setAddress(currentTarget.value)
        }}
      />
      {send.isSuccess && (
        <TextInput
          label={t.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={CODE_LETTERS}
          value={code}
          error={show.isError ? says(show.error) : null}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
      )}
      <BigButton
        type="submit"
        loading={send.isPending || show.isPending}
        disabled={send.isSuccess ? code.length !== CODE_LETTERS : address.trim() === ''}
      >
        {send.isSuccess ? t.check : t.sendCode}
      </BigButton>
    </form>
  )
}

/** What will happen, and the button that does it; asks who it is where the sign-in is not fresh. */
function MergeOffer({ proof, onDone }: { readonly proof: string; readonly onDone: () => void }) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  // One id for all tries: a repeat changes nothing.
  const [id] = useState(() => crypto.randomUUID())
  const [own, setOwn] = useState<OwnProof>({})
  const preview = useQuery({
    queryKey: ['merge-preview', proof],
    queryFn: () => call('POST /v1/me/merge-previews', { body: { proof } }),
    retry: false,
    staleTime: Infinity,
  })
  const merge = useMutation({
    mutationFn: () => call('POST /v1/me/merges', { body: { id, proof, ...own } }),
    onSuccess: async () => {
      toast({ says: t.merged, tone: 'yes' })
      onDone()
      await queryClient.invalidateQueries()
    },
  })
  if (preview.isPending) return <Loading kind="list" />
  if (preview.isError) return <RefusedState title={t.title}>{says(preview.error)}</RefusedState>
  const isAsked =
    merge.isError &&
    merge.error instanceof ApiProblem &&
    [
      'people.proof-needed',
      'people.proof-too-new',
      'people.sign-in-wrong',
      'people.code-wrong',
    ].includes(merge.error.code)
  return (
    <form
      className={styles.profile}
      onSubmit={(event) => {
        event.preventDefault()
        merge.mutate()
      }}
    >
      <What preview={preview.data} />
      {isAsked && <ProveOwn own={own} onChange={setOwn} />}
      {merge.isError && (
        <p className={styles.contact} role="alert">
          {says(merge.error)}
        </p>
      )}
      <BigButton type="submit" loading={merge.isPending}>
        {t.merge}
      </BigButton>
    </form>
  )
}

function What({ preview: { name, carries } }: { readonly preview: MergePreview }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const count = (of: string) => carries[of] ?? 0
  const passed = count('loyalty.points-passed')
  const shared = count('loyalty.shared-memberships')
  const comes = [
    count('offers.coupon') > 0 && t.coupons(count('offers.coupon')),
    count('channels.friend') > 0 && t.friends(count('channels.friend')),
    count('loyalty.memberships') > 0 && t.memberships(count('loyalty.memberships')),
    passed > 0 && t.passed(points(passed, language)),
    count('talk.talk') > 0 && t.talks(count('talk.talk')),
  ].filter((each) => each !== false)
  return (
    <>
      <h3 className={styles.title}>{t.what(name)}</h3>
      {comes.length === 0 ? (
        <p className={styles.wording}>{t.nothing}</p>
      ) : (
        <Rows label={t.comes}>
          {comes.map((each) => (
            <Row key={each} title={each} />
          ))}
        </Rows>
      )}
      <ul className={styles.contact}>
        {shared > 0 && <li>{t.shared(shared)}</li>}
        {t.know.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  )
}

type OwnProof = { readonly password?: string; readonly code?: string }

function ProveOwn({
  own,
  onChange,
}: {
  readonly own: OwnProof
  readonly onChange: (own: OwnProof) => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const ways = useQuery(ask('GET /v1/me/ways-in'))
  const address = ways.data?.phone ?? ways.data?.email ?? null
  const send = useMutation({ mutationFn: (to: string) => sendCode(to, language) })
  return (
    <>
      <p className={styles.wording}>{t.prove}</p>
      {ways.data?.hasPassword && (
        <PasswordInput
          label={t.password}
          autoComplete="current-password"
          value={own.password ?? ''}
          onChange={({ currentTarget: { value } }) => onChange(value ? { password: value } : {})}
        />
      )}
      {address !== null &&
        (send.isSuccess ? (
          <TextInput
            label={t.ownCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={CODE_LETTERS}
            value={own.code ?? ''}
            onChange={({ currentTarget: { value } }) => onChange(value ? { code: value } : {})}
          />
        ) : (
          <Button
            variant="default"
            mih={48}
            loading={send.isPending}
            onClick={() => send.mutate(address)}
          >
            {t.sendOwnCode}
          </Button>
        ))}
      {send.isError && (
        <p className={styles.contact} role="alert">
          {says(send.error)}
        </p>
      )}
    </>
  )
}

/** Accounts that were merged, with the way back while there is one. */
function Merged() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const [asked, setAsked] = useState<{ readonly id: string; readonly name: string } | null>(null)
  const { data } = useQuery(ask('GET /v1/me/merges'))
  const undo = useSave<string>({
    run: (mergeId) => call('DELETE /v1/me/merges/{mergeId}', { params: { mergeId } }),
    done: t.undone,
    after: () => {
      setAsked(null)
      return queryClient.invalidateQueries()
    },
  })
  const standing = (data?.items ?? []).filter(({ undoneAt }) => undoneAt === null)
  if (standing.length === 0) return null
  return (
    <>
      <Rows label={t.list}>
        {standing.map(({ id, name, phone, email, undoUntil }) => {
          const until = new Date(undoUntil)
          const isOpen = until > now
          const way = phone ?? email
          return (
            <Row
              key={id}
              icon={IconArrowMerge}
              title={name}
              detail={[way, isOpen ? t.until(date(until, now, language)) : t.for]
                .filter(Boolean)
                .join(' · ')}
              end={
                isOpen && (
                  <Button
                    variant="subtle"
                    color="gray"
                    mih={44}
                    aria-label={`${name} ${t.undo}`}
                    onClick={() => setAsked({ id, name })}
                  >
                    {t.undo}
                  </Button>
                )
              }
            />
          )
        })}
      </Rows>
      <Sheet
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        title={t.undoAsk(asked?.name ?? '')}
      >
        <div className={styles.profile}>
          <p className={styles.wording}>{t.undoBody}</p>
          <BigButton loading={undo.isPending} onClick={() => asked && undo.mutate(asked.id)}>
            {t.undo}
          </BigButton>
          <Button variant="default" mih={48} onClick={() => setAsked(null)}>
            {t.keep}
          </Button>
        </div>
      </Sheet>
    </>
  )
}
