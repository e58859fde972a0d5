/** A page to print and put beside the till: the QR of a tag, large, and what it is for. */
import { Button, Modal } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { merchantFrame as frameEn } from '../../../text/en/merchant-frame.ts'
import { merchantSettings as en } from '../../../text/en/merchant-settings.ts'
import { merchantFrame as frameKo } from '../../../text/ko/merchant-frame.ts'
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
  const frame = useText({ ko: frameKo, en: frameEn })
  const shop = useShop()
  const qr = useQuery(ask('GET /v1/devices/{deviceId}/qr', { params: { deviceId: device.id } }))
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      title={device.label}
      closeButtonProps={{ 'aria-label': frame.close, size: 48 }}
      classNames={{ header: styles.header ?? '', content: styles.content ?? '' }}
    >
      <Answer query={qr}>
        {({ svg, url }) => (
          <div className={styles.sheet}>
            <div className={styles.paper}>
              <p className={styles.shop}>{shop.name}</p>
              <h2 className={styles.title}>{t.printTitle}</h2>
              {/* An image, so that nothing in the drawing can act on the page. */}
              <img
                className={styles.qr}
                src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
                alt={url}
              />
              <p className={styles.body}>{t.printBody}</p>
              <p className={styles.note}>{t.printNote(shop.name)}</p>
            </div>
            <Button
              className={styles.print ?? ''}
              size="lg"
              h={56}
              leftSection={<IconPrinter aria-hidden />}
              onClick={() => print()}
            >
              {t.print}
            </Button>
          </div>
        )}
      </Answer>
    </Modal>
  )
}
