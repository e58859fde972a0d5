/** /shop/new: opens a shop in four short questions. */
import { Button, Chip, TextInput } from '@mantine/core'
import { IconConfetti, IconCurrentLocation, IconLogin } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask, call, isCode, refresh } from '../../api.ts'
import { newId } from '../../ids.ts'
import { links } from '../../links.ts'
import { CategoryIcon } from '../../parts/category.tsx'
import { useGo, useGoBack } from '../../parts/go.tsx'
import { LazyPinMap } from '../../parts/map/LazyPinMap.tsx'
import { MAP_START } from '../../parts/map/start.ts'
import { useMe } from '../../parts/me.ts'
import { lookAround, onPosition, positionOf, useWhereabouts } from '../../parts/whereabouts.ts'
import { merchantSignUp as en } from '../../text/en/merchant-sign-up.ts'
import { merchantSignUp as ko } from '../../text/ko/merchant-sign-up.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { useRefusalText } from '../../text/refusal.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import styles from './NewShopScreen.module.css'
import { HoursEditor } from '../../parts/hours/HoursEditor.tsx'
import { daysFrom } from '../../parts/hours/week.ts'
import {
  firstShopForm,
  shopObjection,
  shopSteps,
  type ShopForm,
  type ShopObjection,
} from './sign-up/shop-form.ts'
import { StepBar, StepButtons } from '../../parts/StepBar.tsx'

/** Wide enough to meet people who pass, narrow enough to mean this shop. */
const RADIUS_METERS = 150

type Ids = { readonly merchantId: string; readonly placeId: string; readonly zoneId: string }

/** Made by the try before, whose answer got lost: the id is ours, so the thing is too. */
async function unlessMade(making: Promise<unknown>): Promise<void> {
  try {
    await making
  } catch (error) {
    if (!isCode(error, 'merchant.exists', 'place.exists', 'zone.exists')) throw error
  }
}

/** Three requests, each harmless to repeat: the ids were made before the first. */
async function openShop(form: ShopForm, ids: Ids): Promise<Ids> {
  const at = form.at ?? MAP_START
  const name = form.name.trim()
  const phone = form.phone.trim()
  const { category } = form
  await unlessMade(
    call('POST /v1/merchants', {
      body: { id: ids.merchantId, name, category, contact: phone },
    }),
  )
  await unlessMade(
    call('POST /v1/merchants/{merchantId}/places', {
      params: { merchantId: ids.merchantId },
      body: {
        id: ids.placeId,
        name,
        category,
        address: form.address.trim(),
        ...at,
        phone,
        hours: { days: daysFrom(form.week), holidays: { kind: 'as-usual' } },
      },
    }),
  )
  await unlessMade(
    call('POST /v1/places/{placeId}/zones', {
      params: { placeId: ids.placeId },
      body: {
        id: ids.zoneId,
        name: `${RADIUS_METERS} m`,
        shape: { kind: 'circle', center: at, radiusMeters: RADIUS_METERS },
      },
    }),
  )
  await refresh('GET /v1/me', 'GET /v1/me/merchants')
  return ids
}

export function NewShopScreen() {
  const t = useText({ ko, en })
  const who = useMe()
  const go = useGo()
  return (
    <main id="main">
      {who.kind === 'unknown' && (
        <Page title={t.title}>
          <Loading kind="page" />
        </Page>
      )}
      {who.kind === 'nobody' && (
        <Page title={t.title}>
          <EmptyState
            icon={IconLogin}
            title={t.signInTitle}
            action={
              <Button h={48} onClick={() => go(links.signIn(links.newShop()))}>
                {t.signInTitle}
              </Button>
            }
          >
            {t.signInBody}
          </EmptyState>
        </Page>
      )}
      {who.kind === 'person' && <Steps />}
    </main>
  )
}

function Steps() {
  const t = useText({ ko, en })
  const goBack = useGoBack(links.shop())
  const says = useRefusalText()
  const [form, setForm] = useState(firstShopForm)
  const [step, setStep] = useState(0)
  const [isPressed, setPressed] = useState(false)
  const [ids] = useState(() => ({ merchantId: newId(), placeId: newId(), zoneId: newId() }))
  const opening = useMutation({ mutationFn: () => openShop(form, ids) })
  const change = (part: Partial<ShopForm>) => setForm((before) => ({ ...before, ...part }))
  const name = shopSteps[step] ?? 'name'
  const objection = shopObjection(name, form)
  const isLast = step === shopSteps.length - 1
  const next = () => {
    if (objection) return setPressed(true)
    setPressed(false)
    if (isLast) opening.mutate()
    else setStep(step + 1)
  }
  if (opening.data) return <Opened merchantId={ids.merchantId} />
  const questions = [t.nameQuestion, t.placeQuestion, t.hoursQuestion, t.phoneQuestion]
  const why = isPressed && objection ? objectionText(objection, t) : null
  return (
    <Page
      key={name}
      title={questions[step] ?? t.title}
      onBack={() => (step === 0 ? goBack() : setStep(step - 1))}
      foot={
        <StepButtons
          onBack={step > 0 ? () => setStep(step - 1) : null}
          onNext={next}
          nextLabel={isLast ? t.finish : undefined}
          isBusy={opening.isPending}
          why={opening.isError ? `${t.refused}: ${says(opening.error)}` : why}
        />
      }
    >
      <StepBar step={step} count={shopSteps.length} says={t.progress(step + 1)} />
      <div className={styles.step}>
        {name === 'name' && <NameStep form={form} onChange={change} />}
        {name === 'place' && <PlaceStep form={form} onChange={change} />}
        {name === 'hours' && (
          <>
            <p className={styles.hint}>{t.hoursHint}</p>
            <HoursEditor week={form.week} onWeek={(week) => change({ week })} />
          </>
        )}
        {name === 'phone' && (
          <TextInput
            label={t.phoneLabel}
            description={t.phoneHint}
            placeholder={t.phonePlaceholder}
            type="tel"
            autoComplete="tel"
            value={form.phone}
            onChange={({ currentTarget }) => change({ phone: currentTarget.value })}
          />
        )}
      </div>
    </Page>
  )
}

const objectionText = (objection: ShopObjection, t: typeof ko) =>
  ({
    name: t.objectionName,
    category: t.objectionCategory,
    address: t.objectionAddress,
    hours: t.objectionHours,
    phone: t.objectionPhone,
  })[objection]

type StepProps = {
  readonly form: ShopForm
  readonly onChange: (part: Partial<ShopForm>) => void
}

function NameStep({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const categories = useQuery({ ...ask('GET /v1/categories'), staleTime: Infinity })
  return (
    <>
      <TextInput
        label={t.nameLabel}
        placeholder={t.namePlaceholder}
        autoComplete="organization"
        maxLength={80}
        value={form.name}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      <div>
        <p className={styles.label} id="category">
          {t.categoryLabel}
        </p>
        <Chip.Group
          value={form.category ?? ''}
          onChange={(category) => typeof category === 'string' && onChange({ category })}
        >
          <div className={styles.chips} role="group" aria-labelledby="category">
            {categories.data?.items.map((category) => (
              <Chip
                key={category.id}
                value={category.id}
                size="md"
                radius="xl"
                variant="outline"
                icon={<CategoryIcon category={category.id} size={16} />}
              >
                {category[language]}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      </div>
    </>
  )
}

function PlaceStep({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  const whereabouts = useWhereabouts()
  const position = positionOf(whereabouts)
  const stop = useRef(() => undefined as void)
  useEffect(() => () => stop.current(), [])
  const goHere = () => {
    if (position) onChange({ at: { lng: position.lng, lat: position.lat } })
    // The first fix counts; later ones would pull the pin from under the finger.
    stop.current = onPosition(({ lng, lat }) => {
      stop.current()
      onChange({ at: { lng, lat } })
    })
    lookAround()
  }
  const isLost = whereabouts.kind === 'denied' || whereabouts.kind === 'unavailable'
  return (
    <>
      <p className={styles.hint}>{t.placeHint}</p>
      <LazyPinMap
        at={form.at ?? position ?? MAP_START}
        label={t.mapLabel}
        zoom={form.at || position ? 15 : 12.5}
        onMoved={(at) => onChange({ at })}
      />
      <Button
        variant="default"
        h={48}
        leftSection={<IconCurrentLocation size={20} aria-hidden />}
        loading={whereabouts.kind === 'asking'}
        onClick={goHere}
      >
        {t.whereNow}
      </Button>
      {isLost && (
        <p className={styles.hint} role="status">
          {t.whereDenied}
        </p>
      )}
      <TextInput
        label={t.addressLabel}
        description={t.addressHint}
        placeholder={t.addressPlaceholder}
        autoComplete="street-address"
        maxLength={200}
        value={form.address}
        onChange={({ currentTarget }) => onChange({ address: currentTarget.value })}
      />
    </>
  )
}

function Opened({ merchantId }: { readonly merchantId: string }) {
  const t = useText({ ko, en })
  const go = useGo()
  return (
    <Page title={t.doneTitle}>
      <EmptyState
        icon={IconConfetti}
        title={t.doneBody}
        action={
          <div className={styles.done}>
            <Button size="lg" h={56} onClick={() => go(links.newCampaign(merchantId))}>
              {t.doneAction}
            </Button>
            <Button variant="default" size="lg" h={56} onClick={() => go(links.today(merchantId))}>
              {t.doneLater}
            </Button>
          </div>
        }
      />
    </Page>
  )
}
