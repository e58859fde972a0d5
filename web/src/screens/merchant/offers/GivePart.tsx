/** What is given: ten large choices, and what has to be said about the one that is chosen. */
import { Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import {
  IconArrowBigUpLines,
  IconCoins,
  IconCut,
  IconGift,
  IconGiftCard,
  IconMotorbike,
  IconPackages,
  IconPercentage,
  IconTag,
  IconTags,
  IconToolsKitchen2,
  type TablerIcon,
} from '@tabler/icons-react'
import { merchantOffers as en } from '../../../text/en/merchant-offers.ts'
import { merchantOffers as ko } from '../../../text/ko/merchant-offers.ts'
import { useText } from '../../../text/language.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { CountField, MoneyField, NamesField } from './fields.tsx'
import { gifts, type Gift, type OfferForm } from './offer-form.ts'
import styles from './offers.module.css'

export type PartProps = {
  readonly form: OfferForm
  readonly onChange: (part: Partial<OfferForm>) => void
}

const icons: Readonly<Record<Gift, TablerIcon>> = {
  percent: IconPercentage,
  amount: IconCut,
  price: IconTag,
  item: IconTags,
  'buy-get': IconToolsKitchen2,
  bundle: IconPackages,
  'free-item': IconGift,
  upgrade: IconArrowBigUpLines,
  delivery: IconMotorbike,
  points: IconCoins,
  'gift-value': IconGiftCard,
}

export function GivePart({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  return (
    <>
      <ChoiceCards
        label={t.gift}
        columns={2}
        value={form.gift}
        onChoose={(gift) => onChange({ gift })}
        choices={gifts.map((value) => ({ value, title: t.gifts[value], icon: icons[value] }))}
      />
      <div className={styles.fields}>
        <Said form={form} onChange={onChange} />
        {canBeCapped(form) && (
          <MoneyField
            label={t.discountMax}
            value={form.discountMinorMax ?? 0}
            onAmount={(minor) => onChange({ discountMinorMax: minor > 0 ? minor : null })}
          />
        )}
        <MoneyField
          label={t.billMin}
          value={form.billMinorMin}
          onAmount={(billMinorMin) => onChange({ billMinorMin })}
        />
      </div>
    </>
  )
}

const canBeCapped = ({ gift, itemOff, discountMinorMax }: OfferForm) =>
  gift === 'percent' || (gift === 'item' && itemOff === 'percent') || discountMinorMax !== null

function Said({ form, onChange }: PartProps) {
  switch (form.gift) {
    case 'percent':
    case 'amount':
    case 'price':
      return <HowMuch by={form.gift} form={form} onChange={onChange} />
    case 'item':
      return <ItemDiscount form={form} onChange={onChange} />
    case 'buy-get':
      return <BuyGet form={form} onChange={onChange} />
    case 'bundle':
      return <Bundle form={form} onChange={onChange} />
    case 'free-item':
    case 'upgrade':
      return <HandedOver form={form} onChange={onChange} />
    case 'points':
      return <Points form={form} onChange={onChange} />
    case 'gift-value':
      return <GiftValue form={form} onChange={onChange} />
    case 'delivery':
      return null
  }
}

function HowMuch({
  by,
  form,
  onChange,
}: PartProps & { readonly by: 'percent' | 'amount' | 'price' }) {
  const t = useText({ ko, en })
  if (by === 'percent') {
    return (
      <CountField
        label={t.percentOff}
        suffix="%"
        max={100}
        value={form.percentOff || null}
        onCount={(percentOff) => onChange({ percentOff: percentOff ?? 0 })}
      />
    )
  }
  return by === 'amount' ? (
    <MoneyField
      label={t.amountOff}
      value={form.amountOffMinor}
      onAmount={(amountOffMinor) => onChange({ amountOffMinor })}
    />
  ) : (
    <MoneyField
      label={t.price}
      value={form.priceMinor}
      onAmount={(priceMinor) => onChange({ priceMinor })}
    />
  )
}

function Items({ form, onChange, label }: PartProps & { readonly label?: string }) {
  const t = useText({ ko, en })
  return (
    <NamesField
      label={label ?? t.items}
      hint={t.itemsHint}
      placeholder={t.itemPlaceholder}
      names={form.items}
      onNames={(items) => onChange({ items })}
    />
  )
}

function ItemDiscount({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  return (
    <>
      <Items form={form} onChange={onChange} />
      <SegmentedControl
        size="md"
        fullWidth
        aria-label={t.itemOff}
        value={form.itemOff}
        onChange={(itemOff) => onChange({ itemOff })}
        data={[
          { value: 'percent', label: t.itemOffPercent },
          { value: 'amount', label: t.itemOffAmount },
          { value: 'price', label: t.itemOffPrice },
        ]}
      />
      <HowMuch by={form.itemOff} form={form} onChange={onChange} />
    </>
  )
}

function OncePerBill({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  return (
    <Checkbox
      size="md"
      label={t.oncePerBill}
      checked={form.isOncePerBill}
      onChange={({ currentTarget }) => onChange({ isOncePerBill: currentTarget.checked })}
    />
  )
}

function BuyGet({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  return (
    <>
      <Items form={form} onChange={onChange} />
      <div className={styles.pair}>
        <CountField
          label={t.buyUnits}
          max={100}
          value={form.buyUnits || null}
          onCount={(units) => onChange({ buyUnits: units ?? 0 })}
        />
        <CountField
          label={t.getUnits}
          max={100}
          value={form.getUnits || null}
          onCount={(units) => onChange({ getUnits: units ?? 0 })}
        />
      </div>
      <OncePerBill form={form} onChange={onChange} />
    </>
  )
}

function Bundle({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  return (
    <>
      <Items form={form} onChange={onChange} />
      <NamesField
        label={t.otherItems}
        names={form.otherItems}
        onNames={(otherItems) => onChange({ otherItems })}
      />
      <HowMuch by="price" form={form} onChange={onChange} />
      <OncePerBill form={form} onChange={onChange} />
    </>
  )
}

function HandedOver({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  const isUpgrade = form.gift === 'upgrade'
  return (
    <>
      {isUpgrade && <Items form={form} onChange={onChange} label={t.upgradeFrom} />}
      <TextInput
        size="md"
        label={isUpgrade ? t.upgradeTo : t.freeItem}
        placeholder={t.itemPlaceholder}
        maxLength={40}
        value={form.itemName}
        onChange={({ currentTarget }) => onChange({ itemName: currentTarget.value })}
      />
    </>
  )
}

function Points({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  const max = { fixed: 1_000_000, percent: 50, times: 20 }[form.pointsBy]
  return (
    <>
      <SegmentedControl
        size="md"
        fullWidth
        aria-label={t.pointsBy}
        value={form.pointsBy}
        onChange={(pointsBy) => {
          onChange({ pointsBy, points: { fixed: 500, percent: 5, times: 2 }[pointsBy] })
        }}
        data={[
          { value: 'percent', label: t.pointsPercent },
          { value: 'fixed', label: t.pointsFixed },
          { value: 'times', label: t.pointsTimes },
        ]}
      />
      <CountField
        label={t.pointsAmount}
        max={max}
        {...(form.pointsBy === 'percent' && { suffix: '%' })}
        value={form.points || null}
        onCount={(points) => onChange({ points: points ?? 0 })}
      />
    </>
  )
}

function GiftValue({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  return (
    <MoneyField
      label={t.giftAmount}
      value={form.giftMinor}
      onAmount={(giftMinor) => onChange({ giftMinor })}
    />
  )
}
