/** What I have at one shop: points and when they run out, tier, stamps, invitation, and how it came. */
import { Button } from '@mantine/core'
import { IconCoins, IconStar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date, dateAndClock, points, won } from '../../../parts/format.ts'
import { useGoBack, usePathPart } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { Points } from '../../../parts/Price.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import { membershipsQuery } from '../../../parts/wallet.ts'
import type { MembershipShape } from '../../../shapes.ts'
import { loyalty as en } from '../../../text/en/loyalty.ts'
import { loyalty as ko } from '../../../text/ko/loyalty.ts'
import { useLanguage, useText, type Language } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import styles from './MembershipScreen.module.css'
import { InviteFriends } from './InviteFriends.tsx'
import { ShowCode } from './Memberships.tsx'
import { PassPoints } from './PassPoints.tsx'
import { StampDots } from './StampDots.tsx'

export function MembershipScreen() {
  const t = useText({ ko, en })
  const merchantId = usePathPart('merchantId')
  const back = useGoBack(links.wallet())
  const query = useQuery(membershipsQuery())
  const held = query.data?.items.find((it) => it.merchantId === merchantId)
  return (
    <Page title={held?.merchantName ?? t.memberships} onBack={back}>
      <NeedsSignIn icon={IconStar} title={t.signIn.title} body={t.signIn.body}>
        <Answer query={query}>
          {() =>
            held ? (
              <Held held={held} />
            ) : (
              <EmptyState icon={IconStar} title={t.goneTitle}>
                {t.goneBody}
              </EmptyState>
            )
          }
        </Answer>
      </NeedsSignIn>
    </Page>
  )
}

function Held({ held }: { readonly held: MembershipShape }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const { expiring, cards, tier, nextTier } = held
  const untilName = (at: string) => date(new Date(at), now, language)
  return (
    <>
      <ShowCode />
      <Section title={t.points}>
        <Card tone={held.available > 0 ? 'accent' : 'plain'}>
          <div className={styles.lines}>
            <strong>
              {held.available > 0 ? t.usable(points(held.available, language)) : t.none}
            </strong>
            {held.upcoming > 0 && <p>{t.upcoming(points(held.upcoming, language))}</p>}
            {expiring && (
              <p>{t.expiring(points(expiring.points, language), untilName(expiring.expiresAt))}</p>
            )}
          </div>
        </Card>
        {held.isTransferable && held.available > 0 && <PassPoints held={held} />}
      </Section>
      {(tier ?? nextTier) && (
        <Section title={t.tier}>
          <Card>
            <div className={styles.lines}>
              {tier && (
                <>
                  <strong>{tier.name}</strong>
                  {tier.multiplierPercent > 100 && <p>{t.tierBonus(tier.multiplierPercent)}</p>}
                  {tier.benefits && <p>{tier.benefits}</p>}
                </>
              )}
              {nextTier && <p>{nextLine(nextTier, language, t)}</p>}
            </div>
          </Card>
        </Section>
      )}
      {cards.length > 0 && (
        <Section title={t.cards}>
          {cards.map((card) => (
            <Card key={card.stampCardId}>
              <div className={styles.lines}>
                <StampDots card={card} />
                {card.expiresAt && <p>{t.stampsUntil(untilName(card.expiresAt))}</p>}
                {card.filled > 0 && <p>{t.full(card.filled)}</p>}
              </div>
            </Card>
          ))}
        </Section>
      )}
      <InviteFriends merchantId={held.merchantId} />
      <Statement merchantId={held.merchantId} />
      {held.tags.length > 0 && <OwnTags held={held} />}
    </>
  )
}

/** What the shop calls somebody is theirs to see, and to take away. */
function OwnTags({ held }: { readonly held: MembershipShape }) {
  const t = useText({ ko, en })
  const erase = useSave({
    run: () =>
      call('DELETE /v1/me/memberships/{merchantId}/tags', {
        params: { merchantId: held.merchantId },
      }),
    done: t.tagsErased,
    after: () => refresh('GET /v1/me/memberships'),
  })
  return (
    <Section title={t.tags} hint={t.tagsHint(held.merchantName)}>
      <Card>
        <div className={styles.lines}>
          <p>{held.tags.join(', ')}</p>
          <Button variant="default" loading={erase.isPending} onClick={() => erase.mutate()}>
            {t.eraseTags}
          </Button>
        </div>
      </Card>
    </Section>
  )
}

function nextLine(
  { name, measure, reached, from }: NonNullable<MembershipShape['nextTier']>,
  language: Language,
  t: typeof ko,
): string {
  const left = from - reached
  if (measure === 'visits') return t.nextTier.visits(name, left)
  return measure === 'spent'
    ? t.nextTier.spent(name, won(left, language))
    : t.nextTier.points(name, points(left, language))
}

const ENTRIES_SHOWN = 30

function Statement({ merchantId }: { readonly merchantId: string }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const query = useQuery(
    ask('GET /v1/me/memberships/{merchantId}/points', {
      params: { merchantId },
      query: { limit: ENTRIES_SHOWN },
    }),
  )
  const because: Readonly<Record<string, string>> = t.because
  return (
    <Section title={t.statement}>
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconCoins} title={t.noMoves} />
          ) : (
            <Rows label={t.statement}>
              {items.map((entry) => (
                <Row
                  key={entry.id}
                  title={because[entry.because.split('/')[0] ?? ''] ?? t.because.other}
                  detail={dateAndClock(new Date(entry.at), now, language)}
                  end={<Points amount={entry.amount} signed />}
                />
              ))}
            </Rows>
          )
        }
      </Answer>
    </Section>
  )
}
