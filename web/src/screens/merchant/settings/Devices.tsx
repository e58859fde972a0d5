/** QR tags and beacons of a place: add, print, remove. */
import { Button, NumberInput, TextInput } from '@mantine/core'
import { IconBroadcast, IconPrinter, IconQrcode } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { parts as partsEn } from '../../../text/en/parts.ts'
import { merchantSettings as en } from '../../../text/en/merchant-settings.ts'
import { parts as partsKo } from '../../../text/ko/parts.ts'
import { merchantSettings as ko } from '../../../text/ko/merchant-settings.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import type { BeaconIdentity, ShopDevice } from '../shapes.ts'
import { PrintTag } from './PrintTag.tsx'
import styles from './settings.module.css'
import { useSave } from '../../../parts/use-save.ts'

export function Devices({ placeId }: { readonly placeId: string }) {
  const t = useText({ ko, en })
  const words = useText({ ko: partsKo, en: partsEn })
  const [adding, setAdding] = useState<'tag' | 'beacon' | null>(null)
  const [printed, setPrinted] = useState<ShopDevice | null>(null)
  const devices = useQuery(ask('GET /v1/places/{placeId}/devices', { params: { placeId } }))
  const remove = useSave<string>({
    run: (deviceId) => call('DELETE /v1/devices/{deviceId}', { params: { deviceId } }),
    done: t.removed,
    after: () => refresh('GET /v1/places/{placeId}/devices'),
  })
  return (
    <Section title={t.devices} hint={t.devicesHint}>
      <Answer query={devices} loading={<Loading count={1} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.soft}>{t.devicesEmpty}</p>
          ) : (
            <Rows label={t.devices}>
              {items.map((device) => (
                <Row
                  key={device.id}
                  icon={device.kind === 'tag' ? IconQrcode : IconBroadcast}
                  title={device.label}
                  detail={device.kind === 'tag' ? t.kindTag : t.kindBeacon}
                  end={
                    <span className={styles.ends}>
                      {device.kind === 'tag' && (
                        <Button
                          variant="default"
                          h={44}
                          leftSection={<IconPrinter size={18} aria-hidden />}
                          onClick={() => setPrinted(device)}
                        >
                          {words.print}
                        </Button>
                      )}
                      <Button
                        variant="subtle"
                        color="gray"
                        h={44}
                        aria-label={`${device.label} ${t.remove}`}
                        onClick={() => remove.mutate(device.id)}
                      >
                        {t.remove}
                      </Button>
                    </span>
                  }
                />
              ))}
            </Rows>
          )
        }
      </Answer>
      <div className={styles.pair}>
        <Button
          h={48}
          leftSection={<IconQrcode size={20} aria-hidden />}
          onClick={() => setAdding('tag')}
        >
          {t.addTag}
        </Button>
        <Button
          variant="default"
          h={48}
          leftSection={<IconBroadcast size={20} aria-hidden />}
          onClick={() => setAdding('beacon')}
        >
          {t.addBeacon}
        </Button>
      </div>
      <Sheet
        isOpen={adding !== null}
        onClose={() => setAdding(null)}
        title={adding === 'beacon' ? t.addBeacon : t.addTag}
      >
        {adding && (
          <NewDevice
            placeId={placeId}
            kind={adding}
            onMade={(device) => {
              setAdding(null)
              if (device.kind === 'tag') setPrinted(device)
            }}
          />
        )}
      </Sheet>
      {printed && <PrintTag device={printed} onClose={() => setPrinted(null)} />}
    </Section>
  )
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function NewDevice({
  placeId,
  kind,
  onMade,
}: {
  readonly placeId: string
  readonly kind: 'tag' | 'beacon'
  readonly onMade: (device: ShopDevice) => void
}) {
  const t = useText({ ko, en })
  const [label, setLabel] = useState('')
  const [uuid, setUuid] = useState('')
  const [major, setMajor] = useState(1)
  const [minor, setMinor] = useState(1)
  const identity: BeaconIdentity | { readonly kind: 'tag' } =
    kind === 'tag' ? { kind } : { kind: 'ibeacon', uuid: uuid.trim().toLowerCase(), major, minor }
  const save = useSave({
    run: () =>
      call('POST /v1/places/{placeId}/devices', {
        params: { placeId },
        body: { label: label.trim(), identity },
      }).then(onMade),
    done: kind === 'tag' ? null : t.beaconAdded,
    after: () => refresh('GET /v1/places/{placeId}/devices'),
  })
  const isWhole = label.trim() !== '' && (kind === 'tag' || UUID.test(uuid.trim()))
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) save.mutate()
      }}
    >
      <TextInput
        label={t.tagLabel}
        placeholder={t.tagPlaceholder}
        data-autofocus
        maxLength={60}
        value={label}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
      />
      {kind === 'beacon' && (
        <>
          <TextInput
            label={t.beaconUuid}
            description={t.beaconUuidHint}
            spellCheck={false}
            autoComplete="off"
            value={uuid}
            onChange={({ currentTarget }) => setUuid(currentTarget.value)}
          />
          <div className={styles.pair}>
            <NumberInput
              label={t.beaconMajor}
              min={0}
              max={65_535}
              value={major}
              onChange={(value) => setMajor(Number(value) || 0)}
            />
            <NumberInput
              label={t.beaconMinor}
              min={0}
              max={65_535}
              value={minor}
              onChange={(value) => setMinor(Number(value) || 0)}
            />
          </div>
        </>
      )}
      <Button type="submit" h={52} disabled={!isWhole} loading={save.isPending}>
        {kind === 'tag' ? t.addTag : t.addBeacon}
      </Button>
    </form>
  )
}
