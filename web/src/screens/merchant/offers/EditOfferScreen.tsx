/** The editor: what is given as large choices, its sentence in both languages, and a live bill. */
import { Button, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { merchantOffers as en } from '../../../text/en/merchant-offers.ts'
import { merchantOffers as ko } from '../../../text/ko/merchant-offers.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { toast } from '../../../ui/Toast.tsx'
import type { Offer } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { ExampleBill } from './ExampleBill.tsx'
import { CountField } from './fields.tsx'
import { GivePart, type PartProps } from './GivePart.tsx'
import { firstForm, objectionTo, type OfferForm } from './offer-form.ts'
import { changesOf, copyOf, fieldsOf, formOf, termsOf } from './offer-request.ts'
import styles from './offers.module.css'
import { NoSuchOffer, useOwnOffer } from './OfferScreen.tsx'
import { LimitRules, PromisedRules } from './RulesPart.tsx'
import { rulesOf, sentenceOf } from './sentence.ts'

const TITLE_LENGTH_MAX = 60

export function NewOfferScreen() {
  const t = useText({ ko, en })
  const [first] = useState(() => firstForm(new Date()))
  return (
    <OwnerOnly>
      <Editor title={t.newTitle} first={first} offer={null} />
    </OwnerOnly>
  )
}

export function EditOfferScreen() {
  const t = useText({ ko, en })
  return <Found title={t.editTitle}>{(offer) => <EditorOf offer={offer} />}</Found>
}

function EditorOf({ offer }: { readonly offer: Offer }) {
  const t = useText({ ko, en })
  const [first] = useState(() => formOf(offer, new Date()))
  return <Editor title={t.editTitle} first={first} offer={offer} />
}

export function CopyOfferScreen() {
  const t = useText({ ko, en })
  return <Found title={t.newTitle}>{(offer) => <CopyOf offer={offer} />}</Found>
}

function CopyOf({ offer }: { readonly offer: Offer }) {
  const t = useText({ ko, en })
  const [first] = useState(() => copyOf(offer, new Date()))
  return <Editor title={t.newTitle} first={first} offer={null} />
}

function Found({
  title,
  children,
}: {
  readonly title: string
  readonly children: (offer: Offer) => ReactNode
}) {
  const offer = useOwnOffer()
  const wait = (
    <Page title={title} width="wide">
      <Loading kind="page" />
    </Page>
  )
  const refused = (
    <Page title={title}>
      <NoSuchOffer />
    </Page>
  )
  return (
    <OwnerOnly>
      <Answer query={offer} loading={wait} refused={refused}>
        {children}
      </Answer>
    </OwnerOnly>
  )
}

function useSaving(form: OfferForm, offer: Offer | null, title: string) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const [id] = useState(() => offer?.id ?? newId())
  return useMutation({
    mutationFn: async () => {
      if (offer === null) {
        // Its id was given before, so that trying again makes no second offer.
        await call('POST /v1/merchants/{merchantId}/offers', {
          params: { merchantId: shop.id },
          body: { id, ...fieldsOf(form, title) },
          idempotencyKey: id,
        })
        return true
      }
      const body = changesOf(form, offer, title)
      if (Object.keys(body).length === 0) return false
      await call('PATCH /v1/offers/{offerId}', { params: { offerId: id }, body })
      return true
    },
    onSuccess: (hasChanged) => {
      toast({ says: hasChanged ? t.saved : t.nothingChanged, tone: 'yes' })
      void refresh(
        'GET /v1/merchants/{merchantId}/offers',
        'GET /v1/offers/{offerId}/own',
        'GET /v1/offers/{offerId}/changes',
      )
      go(links.offer(shop.id, id), { replace: true })
    },
  })
}

type EditorProps = {
  readonly title: string
  readonly first: OfferForm
  /** Null for an offer that is not made yet. */
  readonly offer: Offer | null
}

function Editor({ title, first, offer }: EditorProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const shop = useShop()
  const go = useGo()
  const now = useNow()
  const [form, setForm] = useState(first)
  const [isPressed, setPressed] = useState(false)
  const change = (part: Partial<OfferForm>) => setForm((before) => ({ ...before, ...part }))
  const terms = termsOf(form)
  const name = (form.title?.trim() || sentenceOf(terms, language)).slice(0, TITLE_LENGTH_MAX)
  const save = useSaving(form, offer, name)
  const objection = objectionTo(form, now)
  const why = isPressed && objection ? t.objections[objection] : null
  const failed = save.isError ? `${t.saveRefused}. ${says(save.error)}` : null
  const granted = offer?.granted ?? 0
  const back = offer ? links.offer(shop.id, offer.id) : links.offers(shop.id)
  const props = { form, onChange: change }
  return (
    <Page
      title={title}
      width="wide"
      onBack={() => go(back)}
      foot={
        <>
          {(why ?? failed) && (
            <p className={styles.soft} role="alert">
              {why ?? failed}
            </p>
          )}
          <BigButton
            loading={save.isPending}
            onClick={() => {
              setPressed(true)
              if (!objection) save.mutate()
            }}
          >
            {offer ? t.save : t.open}
          </BigButton>
        </>
      }
    >
      <div className={styles.editor}>
        <div className={styles.give}>
          {granted > 0 && offer ? (
            <Promised offer={offer} />
          ) : form.keptTerms ? (
            <Card>
              <b>{t.keptTitle}</b>
              <p className={styles.soft}>{t.keptBody}</p>
            </Card>
          ) : (
            <Section title={t.gift}>
              <GivePart {...props} />
            </Section>
          )}
        </div>
        <aside className={styles.aside} aria-label={t.reads}>
          <Reads form={form} />
          <ExampleBill form={form} isWhole={objectionIsNotAboutGift(objection)} />
        </aside>
        <div className={styles.form}>
          <WhoGets {...props} isPromised={granted > 0} title={name} />
          <More {...props} isPromised={granted > 0} />
        </div>
      </div>
    </Page>
  )
}

const aboutDates: readonly unknown[] = [
  null,
  'hours',
  'dates',
  'last-day',
  'claims-last-day',
  'limit',
]
const objectionIsNotAboutGift = (objection: unknown) => aboutDates.includes(objection)

/** The offer reads itself back, in both languages, while it is written. */
function Reads({ form }: { readonly form: OfferForm }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const terms = termsOf(form)
  const other = language === 'ko' ? 'en' : 'ko'
  const fields = fieldsOf(form, '')
  return (
    <div className={styles.reads} aria-live="polite">
      <p className={styles.readsTitle}>{t.reads}</p>
      <p className={styles.sentence}>{sentenceOf(terms, language)}</p>
      <p className={styles.soft}>{rulesOf(fields, now, language)}</p>
      <p className={styles.other} lang={other} data-testid="other-language">
        {sentenceOf(terms, other)}
      </p>
    </div>
  )
}

function Promised({ offer }: { readonly offer: Offer }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  return (
    <Card>
      <b>{t.promisedTitle(offer.granted)}</b>
      <p className={styles.soft}>{t.promisedBody}</p>
      <Button variant="default" h={48} onClick={() => go(links.copyOffer(shop.id, offer.id))}>
        {t.promisedAction}
      </Button>
    </Card>
  )
}

type LateProps = PartProps & { readonly isPromised: boolean }

function WhoGets({ form, onChange, isPromised, title }: LateProps & { readonly title: string }) {
  const t = useText({ ko, en })
  return (
    <Section title={t.to}>
      <div className={styles.fields}>
        <ChoiceCards
          label={t.to}
          value={form.to}
          onChoose={(to) => onChange({ to })}
          choices={[
            { value: 'claim' as const, title: t.toClaim, hint: t.toClaimHint },
            { value: 'given' as const, title: t.toGiven, hint: t.toGivenHint },
            ...(isPromised
              ? []
              : [
                  {
                    value: 'everybody' as const,
                    title: t.toEverybody,
                    hint: t.toEverybodyHint,
                  },
                ]),
          ]}
        />
        {form.to !== 'everybody' && (
          <div className={styles.pair}>
            <CountField
              label={t.couponsMax}
              max={10_000_000}
              value={form.couponsMax}
              onCount={(couponsMax) => onChange({ couponsMax })}
            />
            <CountField
              label={t.perPerson}
              max={100}
              value={form.couponsPerPersonMax}
              onCount={(each) => onChange({ couponsPerPersonMax: each ?? 1 })}
            />
          </div>
        )}
        <TextInput
          type="date"
          size="md"
          label={t.lastDay}
          value={form.lastDay}
          onChange={({ currentTarget }) => onChange({ lastDay: currentTarget.value })}
        />
        <TextInput
          size="md"
          label={t.name}
          description={t.nameHint}
          maxLength={TITLE_LENGTH_MAX}
          placeholder={title}
          value={form.title ?? ''}
          onChange={({ currentTarget }) => onChange({ title: currentTarget.value || null })}
        />
      </div>
    </Section>
  )
}

function More({ form, onChange, isPromised }: LateProps) {
  const t = useText({ ko, en })
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        className={styles.unfold ?? ''}
        variant="default"
        h="auto"
        mih={56}
        py={8}
        justify="space-between"
        aria-expanded={isOpen}
        rightSection={<IconChevronDown size={20} aria-hidden />}
        onClick={() => setOpen(!isOpen)}
      >
        {t.more}
      </Button>
      {!isOpen && <p className={styles.soft}>{t.moreHint}</p>}
      {isOpen && (
        <>
          {!isPromised && form.keptTerms === null && (
            <PromisedRules form={form} onChange={onChange} />
          )}
          <LimitRules form={form} onChange={onChange} />
        </>
      )}
    </>
  )
}
