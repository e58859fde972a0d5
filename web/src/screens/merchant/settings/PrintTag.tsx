/** A page to print and put beside the till: the QR of a tag, large, and what it is for. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { PrintPage } from '../../../parts/PrintPage.tsx'
import { Answer } from '../../../parts/Answer.tsx'
import { merchantSettings as en } from '../../../text/en/merchant-settings.ts'
import { merchantSettings as ko } from '../../../text/ko/merchant-settings.ts'
import { useText } from '../../../text/language.tsx'
import type { ShopDevice } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import styles from './PrintTag.module.css'

export function PrintTag({
  device,
  onClose,
}: {
  readonly device: ShopDevice
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const qr = useQuery(ask('GET /v1/devices/{deviceId}/qr', { params: { deviceId: device.id } }))
  return (
    <PrintPage
      name={device.label}
      shop={shop.name}
      title={t.printTitle}
      body={t.printBody}
      note={t.printNote(shop.name)}
      onClose={onClose}
    >
      <Answer query={qr}>
        {({ svg, url }) => (
          // An image, so that nothing in the drawing can act on the page.
          <img
            className={styles.qr}
            src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
            alt={url}
          />
        )}
      </Answer>
    </PrintPage>
  )
}
