/** Ways to reach a place: call, go, keep the address. */
import { Button } from '@mantine/core'
import { IconCopy, IconPhone, IconRoute } from '@tabler/icons-react'
import type { PlacePage } from '../../../shapes.ts'
import { place as en } from '../../../text/en/place.ts'
import { place as ko } from '../../../text/ko/place.ts'
import { useText } from '../../../text/language.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './PlaceScreen.module.css'

export function Reach({ place }: { readonly place: PlacePage }) {
  const t = useText({ ko, en })
  const copy = async () => {
    await navigator.clipboard.writeText(place.address)
    toast({ says: t.copied })
  }
  return (
    <div className={styles.reach}>
      {place.phone && (
        <Button
          component="a"
          href={`tel:${place.phone}`}
          variant="default"
          mih={48}
          px={6}
          fz="sm"
          leftSection={<IconPhone size={18} aria-hidden />}
        >
          {t.call}
        </Button>
      )}
      {/* The phone's own map app answers geo: links; nothing is loaded from anyone here. */}
      <Button
        component="a"
        href={`geo:${place.lat},${place.lng}?q=${place.lat},${place.lng}(${encodeURIComponent(place.name)})`}
        variant="default"
        mih={48}
        px={6}
        fz="sm"
        leftSection={<IconRoute size={18} aria-hidden />}
      >
        {t.directions}
      </Button>
      <Button
        variant="default"
        mih={48}
        px={6}
        fz="sm"
        leftSection={<IconCopy size={18} aria-hidden />}
        onClick={() => void copy()}
      >
        {t.copy}
      </Button>
    </div>
  )
}
