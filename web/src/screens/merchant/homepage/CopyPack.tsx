/** Takes the text of a pack along; that of a blog as it looks, so that an editor shows it so. */
import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { homepage as en } from '../../../text/en/homepage.ts'
import { homepage as ko } from '../../../text/ko/homepage.ts'
import { useText } from '../../../text/language.tsx'
import styles from './homepage.module.css'
import { wordsOfHtml } from './html-words.ts'

export function CopyPack({ text, isHtml }: { readonly text: string; readonly isHtml: boolean }) {
  const t = useText({ ko, en })
  const copy = useMutation({ mutationFn: () => (isHtml ? copyHtml(text) : copyText(text)) })
  const Icon = copy.isSuccess ? IconCheck : IconCopy
  return (
    <>
      <Button
        variant="default"
        h={48}
        onClick={() => copy.mutate()}
        leftSection={<Icon size={20} aria-hidden />}
      >
        <span aria-live="polite">{copy.isSuccess ? t.copied : t.copyText}</span>
      </Button>
      {copy.isError && (
        <p className={styles.soft} role="alert">
          {t.copyFailed}
        </p>
      )}
    </>
  )
}

const copyText = (text: string) => navigator.clipboard.writeText(text)

async function copyHtml(html: string): Promise<void> {
  const kinds = { 'text/html': html, 'text/plain': wordsOfHtml(html) }
  const parts = Object.entries(kinds).map(
    ([type, text]) => [type, new Blob([text], { type })] as const,
  )
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))])
}
