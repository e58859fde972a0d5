/** Saves a change and says so: done, with an undo where there is one, or why not. */
import { useMutation } from '@tanstack/react-query'
import { ui as en } from '../text/en/ui.ts'
import { ui as ko } from '../text/ko/ui.ts'
import { useText } from '../text/language.tsx'
import { useRefusalText } from '../text/refusal.ts'
import { toast } from '../ui/Toast.tsx'

type Change<Input> = {
  readonly run: (input: Input) => Promise<unknown>
  /** Null where the screen itself shows that it is done. */
  readonly done?: string | null
  /** Puts things back as they were. */
  readonly undo?: (input: Input) => Promise<unknown>
  readonly after?: () => unknown
}

export function useSave<Input = void>({ run, done, undo, after }: Change<Input>) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const fail = (error: unknown) => toast({ says: `${t.notSaved}. ${says(error)}`, tone: 'no' })
  return useMutation({
    mutationFn: run,
    onError: fail,
    onSuccess: async (_answer, input) => {
      await after?.()
      const back = undo && (() => void undo(input).then(after, fail))
      if (done === null) return
      toast({ says: done ?? t.saved, tone: 'yes', ...(back ? { onUndo: back } : {}) })
    },
  })
}
