/** Forgets what shops keep no longer (TA16). */
import { releasePictures } from '../../../platform/pictures.ts'
import type { Work } from '../../../platform/work.ts'
import { defaultDesk, KEPT_DAYS_MIN } from '../model/desk.ts'
import { countAnew, deleteOldMessages } from '../store/message.ts'

/** Messages that one round forgets. */
export const FORGOTTEN_AT_ONCE_MAX = 1_000

/** Forgets messages that are older than their shop keeps them. Answers how many there were. */
export async function forgetOldMessages(work: Work): Promise<number> {
  const { keptDays } = defaultDesk
  const gone = await deleteOldMessages(work, keptDays, KEPT_DAYS_MIN, FORGOTTEN_AT_ONCE_MAX)
  if (gone.length === 0) return 0
  await countAnew(work, [...new Set(gone.map(({ talkId }) => talkId))])
  await releasePictures(
    work,
    gone.flatMap(({ pictureId }) => pictureId ?? []),
  )
  return gone.length
}
