/** How one branch says a post of all places: as everywhere, in its own words, or not at all. */
import { Textarea } from '@mantine/core'
import { IconBuildingStore, IconEyeOff, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { call, refresh } from '../../../../api.ts'
import styles from '../../../../parts/posts/posts.module.css'
import { useSave } from '../../../../parts/use-save.ts'
import { shopPosts as en } from '../../../../text/en/posts.ts'
import { shopPosts as ko } from '../../../../text/ko/posts.ts'
import { useText } from '../../../../text/language.tsx'
import { BigButton } from '../../../../ui/BigButton.tsx'
import { ChoiceCards } from '../../../../ui/ChoiceCards.tsx'
import { Sheet } from '../../../../ui/Sheet.tsx'
import { BRANCHES, type Branch } from './branches.ts'

const TEXT_LETTERS_MAX = 3_000
const url = '/v1/merchants/{merchantId}/posts/{postId}/places/{placeId}' as const

type How = 'same' | 'own' | 'left-out'
const howNow = ({ own }: Branch): How => {
  if (own === null) return 'same'
  return own.isLeftOut ? 'left-out' : 'own'
}

export function BranchForm({
  branch,
  params: ofPost,
  shared,
  onClose,
}: {
  readonly branch: Branch
  readonly params: { readonly merchantId: string; readonly postId: string }
  /** What all the others say: where one begins. */
  readonly shared: string
  readonly onClose: () => void
}) {
  const t = useText({ ko, en }).branches
  const [how, setHow] = useState<How>(() => howNow(branch))
  const [text, setText] = useState(branch.own?.text ?? shared)
  const params = { ...ofPost, placeId: branch.placeId }
  const save = useSave({
    run: () =>
      how === 'same'
        ? call(`DELETE ${url}`, { params })
        : call(`PUT ${url}`, {
            params,
            body: how === 'own' ? { text: text.trim() } : { isLeftOut: true },
          }),
    done: how === 'same' ? t.isReset : t.saved,
    after: async () => {
      await refresh(BRANCHES, 'GET /v1/merchants/{merchantId}/posts')
      onClose()
    },
  })
  const wasOwn = branch.own !== null
  return (
    <Sheet isOpen onClose={onClose} title={branch.name}>
      <div className={styles.form}>
        <ChoiceCards
          label={t.how}
          value={how}
          onChoose={setHow}
          choices={[
            { value: 'same', title: wasOwn ? t.reset : t.same, icon: IconBuildingStore },
            { value: 'own', title: t.sayOwn, icon: IconPencil },
            { value: 'left-out', title: t.leftOut, icon: IconEyeOff },
          ]}
        />
        {how === 'own' && (
          <Textarea
            size="md"
            label={t.text}
            autosize
            minRows={3}
            maxRows={8}
            maxLength={TEXT_LETTERS_MAX}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <BigButton
          loading={save.isPending}
          disabled={(how === 'own' && text.trim() === '') || (how === 'same' && !wasOwn)}
          onClick={() => save.mutate()}
        >
          {t.save}
        </BigButton>
      </div>
    </Sheet>
  )
}
