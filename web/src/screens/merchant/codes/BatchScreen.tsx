/** One batch of numbers: how far it is made, how it is used, and the ways to paper and tables. */
import { Button, Progress } from '@mantine/core'
import { IconDownload, IconFileImport, IconPrinter, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date } from '../../../parts/format.ts'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { NotHere } from '../../../parts/NotHere.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import { codes as en } from '../../../text/en/codes.ts'
import { counted } from '../../../text/figures.ts'
import { codes as ko } from '../../../text/ko/codes.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card, Figure, Figures, Section } from '../../../ui/Section.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import type { CodeBatch } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { batchState, isFromFile, MAKING_EVERY_MS } from './batch.ts'
import styles from './codes.module.css'
import { ImportCodes } from './ImportCodes.tsx'
import { PrintSheet } from './PrintSheet.tsx'
import { Publish } from './Publish.tsx'
import { Vouchers } from './Vouchers.tsx'

const refreshBatch = () =>
  refresh(
    'GET /v1/code-batches/{batchId}',
    'GET /v1/code-batches/{batchId}/vouchers',
    'GET /v1/offers/{offerId}/code-batches',
  )

export function BatchScreen() {
  const { batch: t } = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const offerId = usePathPart('offerId')
  const batchId = usePathPart('batchId')
  const batch = useQuery({
    ...ask('GET /v1/code-batches/{batchId}', { params: { batchId } }),
    refetchInterval: ({ state }) =>
      state.data && batchState(state.data) === 'making' ? MAKING_EVERY_MS : false,
  })
  useLive(
    { merchantId: shop.id },
    {
      'code-batch': (data) => {
        if (data['batchId'] === batchId) void refreshBatch()
      },
      back: () => void refreshBatch(),
    },
  )
  const toList = () => go(links.offerCodes(shop.id, offerId))
  return (
    <Page title={batch.data?.title ?? t.title} onBack={toList}>
      <Answer
        query={batch}
        loading={<Loading kind="page" />}
        refused={
          <NotHere
            title={t.notFoundTitle}
            body={t.notFoundBody}
            onward={t.toList}
            href={links.offerCodes(shop.id, offerId)}
          />
        }
      >
        {(found) => (
          <>
            <Standing batch={found} />
            <FromFile batch={found} />
            <Doors batch={found} />
            <Vouchers batch={found} onChange={refreshBatch} />
            <Endings batch={found} />
          </>
        )}
      </Answer>
    </Page>
  )
}

function Standing({ batch }: { readonly batch: CodeBatch }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const { made, wanted, claims, claimUntil } = batch
  const state = batchState(batch)
  const says = t.batch.progress(counted(made), counted(wanted))
  return (
    <Card>
      {state === 'making' ? (
        <div role="status">
          <p className="figures">{says}</p>
          <Progress value={(100 * made) / wanted} size="lg" aria-label={says} />
        </div>
      ) : (
        <p className={styles.soft}>
          {t.state[state]} ·{' '}
          {claimUntil === null
            ? t.batch.untilOffer
            : t.batch.until(date(new Date(claimUntil), now, language))}
        </p>
      )}
      <Figures>
        <Figure name={t.batch.madeFigure} value={counted(made)} />
        <Figure name={t.batch.claimsFigure} value={counted(claims)} />
      </Figures>
    </Card>
  )
}

/** An empty batch waits for its file; what became of the lines stays to be read. */
function FromFile({ batch }: { readonly batch: CodeBatch }) {
  const t = useText({ ko, en }).file
  const [wasEmpty] = useState(isFromFile(batch) && batch.made === 0 && batch.voidedAt === null)
  if (!wasEmpty) return null
  return (
    <Section title={t.title}>
      <ImportCodes batchId={batch.id} onTaken={refreshBatch} />
    </Section>
  )
}

function Doors({ batch }: { readonly batch: CodeBatch }) {
  const { batch: t, file } = useText({ ko, en })
  const [open, setOpen] = useState<'print' | 'publish' | 'file' | null>(null)
  const close = () => setOpen(null)
  if (batch.made === 0) return null
  const canGive = batchState(batch) === 'ready'
  return (
    <div className={styles.doors}>
      {canGive && (
        <Button
          h={52}
          leftSection={<IconPrinter size={20} aria-hidden />}
          onClick={() => setOpen('print')}
        >
          {t.print}
        </Button>
      )}
      <Button
        component="a"
        href={`/v1/code-batches/${batch.id}/codes.csv`}
        download
        variant="default"
        h={52}
        leftSection={<IconDownload size={20} aria-hidden />}
      >
        {t.csv}
      </Button>
      {canGive && batch.kind === 'unique' && (
        <Button
          variant="default"
          h={52}
          leftSection={<IconSend size={20} aria-hidden />}
          onClick={() => setOpen('publish')}
        >
          {t.publish}
        </Button>
      )}
      {canGive && isFromFile(batch) && (
        <Button
          variant="default"
          h={52}
          leftSection={<IconFileImport size={20} aria-hidden />}
          onClick={() => setOpen('file')}
        >
          {file.more}
        </Button>
      )}
      <Sheet isOpen={open === 'file'} onClose={close} title={file.title}>
        <ImportCodes batchId={batch.id} onTaken={refreshBatch} />
      </Sheet>
      <Sheet isOpen={open === 'print'} onClose={close} title={t.printTitle}>
        <PrintSheet batch={batch} />
      </Sheet>
      <Sheet isOpen={open === 'publish'} onClose={close} title={t.publish}>
        <Publish batchId={batch.id} onDone={() => void refreshBatch().then(close)} />
      </Sheet>
    </div>
  )
}

/** Calling back is for good, so it is asked once more; putting away can be undone. */
function Endings({ batch }: { readonly batch: CodeBatch }) {
  const t = useText({ ko, en }).batch
  const [isAsking, setAsking] = useState(false)
  const params = { batchId: batch.id }
  const patch = (body: Readonly<Record<string, boolean>>) =>
    call('PATCH /v1/code-batches/{batchId}', { params, body })
  const end = useSave({
    run: () => patch({ isVoid: true }),
    done: t.voided,
    after: async () => {
      setAsking(false)
      await refreshBatch()
    },
  })
  const isArchived = batch.archivedAt !== null
  const put = useSave({
    run: () => patch({ isArchived: !isArchived }),
    done: isArchived ? t.unarchived : t.archived,
    undo: () => patch({ isArchived }),
    after: refreshBatch,
  })
  return (
    <div className={styles.doors}>
      {batch.voidedAt === null ? (
        <Button variant="default" h={52} onClick={() => setAsking(true)}>
          {t.voidAll}
        </Button>
      ) : (
        <Button variant="default" h={52} loading={put.isPending} onClick={() => put.mutate()}>
          {isArchived ? t.unarchive : t.archive}
        </Button>
      )}
      <Sheet isOpen={isAsking} onClose={() => setAsking(false)} title={t.voidTitle}>
        <div className={styles.form}>
          <p className={styles.soft}>{t.voidBody}</p>
          <Button color="red" h={52} loading={end.isPending} onClick={() => end.mutate()}>
            {t.voidYes}
          </Button>
        </div>
      </Sheet>
    </div>
  )
}
