/** Money and points, in figures that stand under each other. */
import { useLanguage } from '../text/language.tsx'
import { points, won } from './format.ts'

export function Price({ minor }: { readonly minor: number }) {
  const { language } = useLanguage()
  return <span className="figures">{won(minor, language)}</span>
}

export function Points({
  amount,
  signed = false,
}: {
  readonly amount: number
  readonly signed?: boolean
}) {
  const { language } = useLanguage()
  return (
    <span className="figures">
      {signed && amount > 0 ? '+' : ''}
      {points(amount, language)}
    </span>
  )
}
