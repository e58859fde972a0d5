/** The coupon as a card of the wallet that the phone brings along. */
import { Button } from '@mantine/core'
import { IconBrandApple, IconBrandGoogle, IconWallet } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../api.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { pass as en } from '../../../text/en/pass.ts'
import { pass as ko } from '../../../text/ko/pass.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Loading } from '../../../ui/Loading.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { BrokenState } from '../../../ui/States.tsx'
import styles from './PhoneWallet.module.css'

type PassLinks = ReplyTo<'POST /v1/me/coupons/{couponId}/pass'>

export function PhoneWallet({ couponId }: { readonly couponId: string }) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const [isOpen, setOpen] = useState(false)
  // The card is made when it is wanted, and not for everybody who looks at a coupon.
  const make = useMutation({
    mutationFn: () => call('POST /v1/me/coupons/{couponId}/pass', { params: { couponId } }),
  })
  const open = () => {
    setOpen(true)
    if (!make.data) make.mutate()
  }
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        mih={48}
        leftSection={<IconWallet size={20} aria-hidden />}
        onClick={open}
      >
        {t.open}
      </Button>
      <Sheet isOpen={isOpen} onClose={() => setOpen(false)} title={t.title}>
        <div className={styles.ways}>
          <p className={styles.soft}>{t.body}</p>
          {make.data ? (
            <Ways links={make.data} />
          ) : make.error ? (
            <BrokenState onRetry={() => make.mutate()}>{says(make.error)}</BrokenState>
          ) : (
            <Loading count={2} />
          )}
        </div>
      </Sheet>
    </>
  )
}

function Ways({ links }: { readonly links: PassLinks }) {
  const t = useText({ ko, en })
  return (
    <>
      <Button
        component="a"
        href={links.appleUrl}
        h={52}
        color="dark"
        leftSection={<IconBrandApple size={22} aria-hidden />}
      >
        {t.apple}
      </Button>
      <Button
        component="a"
        href={links.googleUrl}
        rel="noreferrer"
        h={52}
        variant="default"
        leftSection={<IconBrandGoogle size={22} aria-hidden />}
      >
        {t.google}
      </Button>
      {(links.isAppleTest || links.isGoogleTest) && <p className={styles.soft}>{t.test}</p>}
    </>
  )
}
