/** Who of a shop opened my talk, and when. */
import { IconEye } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { calendarDay } from '../../../parts/format.ts'
import { talk as en } from '../../../text/en/talk.ts'
import { talk as ko } from '../../../text/ko/talk.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'

const PATH = 'GET /v1/me/talks/{talkId}/readings'

export function Readings({
  talkId,
  isOpen,
  onClose,
}: {
  readonly talkId: string
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const query = useQuery({ ...ask(PATH, { params: { talkId } }), enabled: isOpen })
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={t.readings}>
      <p>{t.readingsBody}</p>
      <Answer query={query}>
        {({ items }) => {
          // People of the shop have no name here: it is enough to tell one from the other.
          const readers = [...new Set(items.map(({ readerId }) => readerId))]
          return items.length === 0 ? (
            <p>{t.readingsNone}</p>
          ) : (
            <Rows>
              {items.map(({ readerId, day, times }) => (
                <Row
                  key={`${readerId}${day}`}
                  icon={IconEye}
                  title={t.readerNo(readers.indexOf(readerId) + 1)}
                  detail={t.reading(calendarDay(day, language), times)}
                />
              ))}
            </Rows>
          )
        }}
      </Answer>
    </Sheet>
  )
}
