/** Which language the words are in, and how a screen gets its own. */
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'

export type Language = 'ko' | 'en'
export const languages: readonly Language[] = ['ko', 'en']
/** A screen's words in every language; the type makes a missing key an error. */
export type Texts<Words> = Readonly<Record<Language, Words>>

const KEY = 'golmok.language'

function firstLanguage(): Language {
  const chosen = localStorage.getItem(KEY)
  if (chosen === 'ko' || chosen === 'en') return chosen
  // Korean unless the device names its languages and Korean is not among them.
  const wanted = navigator.languages
  return wanted.length === 0 || wanted.some((name) => name.startsWith('ko')) ? 'ko' : 'en'
}

type Choice = { readonly language: Language; readonly choose: (language: Language) => void }
const LanguageContext = createContext<Choice>({ language: 'ko', choose: () => undefined })

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const choice = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        localStorage.setItem(KEY, next)
        setLanguage(next)
      },
    }),
    [language],
  )
  return <LanguageContext value={choice}>{children}</LanguageContext>
}

export function useLanguage(): Choice {
  return use(LanguageContext)
}

/** The words of a screen: `const t = useText({ ko, en })`, then `t.title`, `t.left(3)`. */
export function useText<Words>(texts: Texts<Words>): Words {
  return texts[useLanguage().language]
}
