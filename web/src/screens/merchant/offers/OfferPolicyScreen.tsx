/** How several offers are used on one bill: a few choices, read back, with a bill that shows them. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { won } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { refusalWords } from '../../../parts/refusal-words.ts'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { merchantPolicy as en } from '../../../text/en/merchant-policy.ts'
import { merchantPolicy as ko } from '../../../text/ko/merchant-policy.ts'
import { useLanguage, useText, type Language } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { CountField } from './fields.tsx'
import { isSame } from './offer-request.ts'
import styles from './offers.module.css'
import { OFFERS_MAX, policyExample, policySentence, type Policy } from './policy-example.ts'
import { BoughtRow, OffRow, SumRow } from './Receipt.tsx'
import { sentenceOf } from './sentence.ts'

export function OfferPolicyScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const policy = useQuery({
    ...ask('GET /v1/merchants/{merchantId}/offer-policy', { params: { merchantId: shop.id } }),
    enabled: shop.role !== 'staff',
  })
  const loading = <Loading kind="page" />
  const page = { title: t.title, width: 'wide', onBack: () => go(links.offers(shop.id)) } as const
  if (!policy.data) {
    return (
      <Page {...page}>
        <OwnerOnly>
          <Answer query={policy} loading={loading}>
            {() => loading}
          </Answer>
        </OwnerOnly>
      </Page>
    )
  }
  return <Editor page={page} saved={policy.data} />
}

function comparison(gapMinor: number, language: Language): string {
  const t = language === 'ko' ? ko : en
  if (gapMinor === 0) return t.same
  const gap = won(Math.abs(gapMinor), language)
  return gapMinor > 0 ? t.more(gap) : t.less(gap)
}

type EditorProps = {
  readonly page: { readonly title: string; readonly width: 'wide'; readonly onBack: () => void }
  readonly saved: Policy
}

function Editor({ page, saved }: EditorProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const [chosen, setChosen] = useState<Partial<Policy>>({})
  const policy = { ...saved, ...chosen }
  const isChanged = !isSame(policy, saved)
  const { mutate, isPending } = useSave({
    run: () =>
      call('PUT /v1/merchants/{merchantId}/offer-policy', {
        params: { merchantId: shop.id },
        body: policy,
      }),
    done: t.saved,
    after: () => refresh('GET /v1/merchants/{merchantId}/offer-policy'),
  })
  const example = useExample(policy, true)
  const asItIs = useExample(saved, isChanged)
  const compared = isChanged && example.data && asItIs.data
  return (
    <Page
      {...page}
      foot={
        <>
          {compared && (
            <p className={styles.soft} role="status">
              {t.compared(
                won(example.data.payMinor, language),
                comparison(example.data.payMinor - asItIs.data.payMinor, language),
              )}
            </p>
          )}
          <BigButton
            loading={isPending}
            whyNot={isChanged ? null : t.unchanged}
            onClick={() => mutate()}
          >
            {t.save}
          </BigButton>
        </>
      }
    >
      <div className={styles.editor}>
        <div className={styles.give}>
          <Questions
            policy={policy}
            onChange={(part) => setChosen((before) => ({ ...before, ...part }))}
          />
        </div>
        <aside className={`${styles.aside} ${styles.early}`} aria-label={t.reads}>
          <div className={styles.reads} aria-live="polite">
            <p className={styles.readsTitle}>{t.reads}</p>
            <p className={styles.sentence}>{policySentence(policy, language)}</p>
          </div>
          {example.data && <Example bill={example.data} />}
          {example.isPending && <Loading />}
          {example.isError && (
            <p className={styles.soft} role="status">
              {t.exampleBroken}
            </p>
          )}
        </aside>
      </div>
    </Page>
  )
}

function Questions({
  policy,
  onChange,
}: {
  readonly policy: Policy
  readonly onChange: (part: Partial<Policy>) => void
}) {
  const t = useText({ ko, en })
  return (
    <>
      <Section title={t.order}>
        <ChoiceCards
          label={t.order}
          value={policy.order}
          onChoose={(order) => onChange({ order })}
          choices={[
            { value: 'best', title: t.best, hint: t.bestHint },
            { value: 'requested', title: t.requested, hint: t.requestedHint },
            { value: 'rank', title: t.rank, hint: t.rankHint },
          ]}
        />
      </Section>
      <Section title={t.on}>
        <ChoiceCards
          label={t.on}
          value={policy.on}
          onChoose={(on) => onChange({ on })}
          choices={[
            { value: 'current', title: t.current, hint: t.currentHint },
            { value: 'initial', title: t.initial, hint: t.initialHint },
          ]}
        />
      </Section>
      <Section title={t.pieces}>
        <ChoiceCards
          label={t.pieces}
          value={policy.isOncePerPiece ? 'once' : 'many'}
          onChoose={(pieces) => onChange({ isOncePerPiece: pieces === 'once' })}
          choices={[
            { value: 'many', title: t.piecesMany, hint: t.piecesManyHint },
            { value: 'once', title: t.piecesOnce, hint: t.piecesOnceHint },
          ]}
        />
      </Section>
      <CountField
        label={t.most}
        max={OFFERS_MAX}
        value={policy.offersMax === OFFERS_MAX ? null : policy.offersMax}
        onCount={(count) => onChange({ offersMax: count ?? OFFERS_MAX })}
      />
      <p className={styles.soft}>{t.alone}</p>
    </>
  )
}

/** What the example comes to under a policy; the server reckons, nothing is kept. */
function useExample(policy: Policy, isAsked: boolean) {
  const { language } = useLanguage()
  const shop = useShop()
  const body = { policy, ...policyExample(language) }
  return useQuery({
    queryKey: ['POST /v1/merchants/{merchantId}/offer-policy/example', shop.id, body],
    queryFn: ({ signal }) =>
      call('POST /v1/merchants/{merchantId}/offer-policy/example', {
        params: { merchantId: shop.id },
        body,
        signal,
      }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
}

type Bill = ReplyTo<'POST /v1/merchants/{merchantId}/offer-policy/example'>

function Example({ bill }: { readonly bill: Bill }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const { lines, offers } = policyExample(language)
  return (
    <div className={styles.receipt} aria-live="polite" data-testid="policy-example">
      <p className={styles.receiptTitle}>{t.example}</p>
      {lines.map((line) => (
        <BoughtRow key={line.lineId} line={line} />
      ))}
      <p className={styles.receiptTitle}>{t.coupons}</p>
      {offers.map(({ terms }, at) => {
        const says = sentenceOf(terms, language)
        const { reason = null, extras = [], discountMinor = 0 } = bill.offers[at] ?? {}
        const why = reason && { code: reason.code, says: reason.says, more: reason.details }
        return (
          <OffRow
            key={says}
            says={says}
            minor={discountMinor}
            comes={extras.length > 0 ? t.comesAlong : null}
            whyNot={why && refusalWords(why, now, language).says}
          />
        )
      })}
      <SumRow says={t.pays} minor={bill.payMinor} />
    </div>
  )
}
