/** The mark: two roofs lean to each other, and between them the alley runs to a light. */

export function Logo({ size = 40 }: { readonly size?: number }) {
  return <img src="/icons/golmok.svg" width={size} height={size} alt="" />
}
