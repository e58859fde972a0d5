/** An event page is written: words and pictures, and what decides about entries. */
import { Button, TextInput } from '@mantine/core'
import { IconHeading, IconPhoto, IconTextPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import { events as en } from '../../../text/en/events.ts'
import { events as ko } from '../../../text/ko/events.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SaveForm } from '../SaveForm.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { BlockCard } from './BlockCard.tsx'
import {
  BLOCKS_MAX,
  freshEvent,
  missingIn,
  requestOf,
  typedOf,
  type TypedBlock,
  type TypedEvent,
} from './event-form.ts'
import styles from './events.module.css'
import { PictureField } from '../PictureField.tsx'
import { PlacesField } from './PlacesField.tsx'
import { RuleFields } from './RuleFields.tsx'

export function NewEventScreen() {
  const t = useText({ ko, en }).form
  const shop = useShop()
  const go = useGo()
  const [id] = useState(newId)
  const [first] = useState(() => freshEvent(new Date()))
  const save = useSave<TypedEvent>({
    run: async (typed) => {
      const wish = typed.slug.trim()
      const { slug } = await call('POST /v1/merchants/{merchantId}/pages', {
        params: { merchantId: shop.id },
        body: { id, ...(wish !== '' && { slug: wish }), ...requestOf(typed) },
      })
      await refresh('GET /v1/merchants/{merchantId}/pages')
      go(links.shopEvent(shop.id, slug), { replace: true })
    },
    done: null,
  })
  return (
    <Page title={t.newTitle} onBack={() => go(links.shopEvents(shop.id))}>
      <OwnerOnly>
        <EventForm
          first={first}
          isNew
          isFixed={false}
          isSaving={save.isPending}
          onSave={(typed) => save.mutate(typed)}
        />
      </OwnerOnly>
    </Page>
  )
}

export function EditEventScreen() {
  const { form: t, saved } = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const slug = usePathPart('slug')
  const page = useQuery(ask('GET /v1/pages/{slug}', { params: { slug } }))
  const back = () => go(links.shopEvent(shop.id, slug))
  const save = useSave<TypedEvent>({
    run: (typed) =>
      call('PUT /v1/pages/{pageId}', {
        params: { pageId: page.data?.page.id ?? '' },
        body: requestOf(typed),
      }),
    done: saved,
    after: async () => {
      await refresh('GET /v1/pages/{slug}', 'GET /v1/merchants/{merchantId}/pages')
      back()
    },
  })
  return (
    <Page title={t.editTitle} onBack={back}>
      <Answer query={page}>
        {(it) => (
          <EventForm
            first={typedOf(it.page)}
            isNew={false}
            isFixed={it.page.state !== 'draft'}
            isSaving={save.isPending}
            onSave={(typed) => save.mutate(typed)}
          />
        )}
      </Answer>
    </Page>
  )
}

type FormProps = {
  readonly first: TypedEvent
  readonly isNew: boolean
  /** Once the page is open, only words, pictures and places change. */
  readonly isFixed: boolean
  readonly isSaving: boolean
  readonly onSave: (typed: TypedEvent) => void
}

function EventForm({ first, isNew, isFixed, isSaving, onSave }: FormProps) {
  const t = useText({ ko, en }).form
  const [typed, setTyped] = useState(first)
  const change = (part: Partial<TypedEvent>) => setTyped((before) => ({ ...before, ...part }))
  const missing = missingIn(typed)
  return (
    <SaveForm
      label={t.save}
      missing={missing && t.missing[missing]}
      isSaving={isSaving}
      onSave={() => onSave(typed)}
    >
      <TextInput
        label={t.title}
        placeholder={t.titlePlaceholder}
        size="md"
        maxLength={60}
        value={typed.title}
        onChange={({ currentTarget }) => change({ title: currentTarget.value })}
      />
      {isNew && (
        <TextInput
          label={t.slug}
          description={t.slugHint}
          size="md"
          maxLength={40}
          value={typed.slug}
          onChange={({ currentTarget }) => change({ slug: currentTarget.value })}
        />
      )}
      <TextInput
        label={t.summary}
        placeholder={t.summaryPlaceholder}
        size="md"
        maxLength={200}
        value={typed.summary}
        onChange={({ currentTarget }) => change({ summary: currentTarget.value })}
      />
      <PictureField
        label={t.cover}
        pictureId={typed.coverPictureId}
        onChange={(coverPictureId) => change({ coverPictureId })}
      />
      <Blocks blocks={typed.blocks} onChange={(blocks) => change({ blocks })} />
      <PlacesField placeIds={typed.placeIds} onChange={(placeIds) => change({ placeIds })} />
      {isFixed ? (
        <p className={styles.soft}>{t.fixed}</p>
      ) : (
        <RuleFields typed={typed} change={change} />
      )}
    </SaveForm>
  )
}

function Blocks({
  blocks,
  onChange,
}: {
  readonly blocks: readonly TypedBlock[]
  readonly onChange: (blocks: readonly TypedBlock[]) => void
}) {
  const t = useText({ ko, en }).form
  const nextKey = Math.max(-1, ...blocks.map(({ key }) => key)) + 1
  const add = (kind: TypedBlock['kind']) =>
    onChange([...blocks, { key: nextKey, kind, text: '', pictureId: null }])
  return (
    <Section title={t.blocks}>
      {blocks.map((block) => (
        <BlockCard
          key={block.key}
          block={block}
          onChange={(part) =>
            onChange(blocks.map((it) => (it.key === block.key ? { ...it, ...part } : it)))
          }
          onRemove={() => onChange(blocks.filter(({ key }) => key !== block.key))}
        />
      ))}
      {blocks.length < BLOCKS_MAX && (
        <div className={styles.doors}>
          <Button
            variant="default"
            h={48}
            leftSection={<IconHeading size={20} aria-hidden />}
            onClick={() => add('heading')}
          >
            {t.addHeading}
          </Button>
          <Button
            variant="default"
            h={48}
            leftSection={<IconTextPlus size={20} aria-hidden />}
            onClick={() => add('text')}
          >
            {t.addText}
          </Button>
          <Button
            variant="default"
            h={48}
            leftSection={<IconPhoto size={20} aria-hidden />}
            onClick={() => add('picture')}
          >
            {t.addPicture}
          </Button>
        </div>
      )}
    </Section>
  )
}
