/** What the shop calls a member: seen and changed right after a sale. */
import { TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { useSave } from '../../../parts/use-save.ts'
import { merchantMember as en } from '../../../text/en/merchant-member.ts'
import { merchantMember as ko } from '../../../text/ko/merchant-member.ts'
import { useText } from '../../../text/language.tsx'
import { useShop } from '../shop.tsx'

/** As the server has it. */
const TAGS_MAX = 20
const TAG_LENGTH_MAX = 30

/** Beside the point of a sale: nothing is shown until the tags are there, and nothing where they may not be seen. */
export function MemberTags({ personId }: { readonly personId: string }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id, personId }
  const query = useQuery(ask('GET /v1/merchants/{merchantId}/members/{personId}/tags', { params }))
  const save = useSave<readonly string[]>({
    run: (tags) =>
      call('PUT /v1/merchants/{merchantId}/members/{personId}/tags', {
        params,
        body: { tags: [...tags] },
      }),
    done: t.tagsSaved,
    after: () => refresh('GET /v1/merchants/{merchantId}/members/{personId}/tags'),
  })
  if (!query.data) return null
  return (
    <TagsInput
      size="lg"
      label={t.tags}
      description={t.tagsHint}
      maxTags={TAGS_MAX}
      acceptValueOnBlur
      disabled={save.isPending}
      value={query.data.tags}
      onChange={(tags) => {
        save.mutate(tags.map((tag) => tag.trim().slice(0, TAG_LENGTH_MAX)).filter(Boolean))
      }}
    />
  )
}
