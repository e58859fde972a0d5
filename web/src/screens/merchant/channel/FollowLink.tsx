/** A page to print: the code that makes people friends of this shop, and its address to copy. */
import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { PrintPage } from '../../../parts/PrintPage.tsx'
import { channelFriends as en } from '../../../text/en/merchant-channel.ts'
import { channelFriends as ko } from '../../../text/ko/merchant-channel.ts'
import { useText } from '../../../text/language.tsx'
import { useShop } from '../shop.tsx'
import styles from './channel.module.css'

export type LinkSource = 'qr' | 'receipt' | 'tag' | 'invitation'

export function FollowLink({
  source,
  onClose,
}: {
  readonly source: LinkSource
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const link = useQuery(
    ask('GET /v1/merchants/{merchantId}/follow-links/{source}', {
      params: { merchantId: shop.id, source },
    }),
  )
  return (
    <PrintPage
      name={t.make[source].title}
      shop={shop.name}
      title={t.printTitle}
      body={t.printBody}
      note={t.printNote(shop.name)}
      onClose={onClose}
    >
      <Answer query={link}>
        {({ svg, url }) => (
          <>
            {/* An image, so that nothing in the drawing can act on the page. */}
            <img
              className={styles.qr}
              src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
              alt={t.printTitle}
            />
            <span className={styles.copy}>
              <CopyButton value={url}>
                {({ copied, copy }) => (
                  <Button
                    variant="default"
                    h={48}
                    leftSection={
                      copied ? (
                        <IconCheck size={20} aria-hidden />
                      ) : (
                        <IconCopy size={20} aria-hidden />
                      )
                    }
                    onClick={copy}
                  >
                    {copied ? t.copied : t.copy}
                  </Button>
                )}
              </CopyButton>
            </span>
          </>
        )}
      </Answer>
    </PrintPage>
  )
}
