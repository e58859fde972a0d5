/** Going from screen to screen by the URLs of links.ts. */
import { useCanGoBack, useParams, useRouter, useRouterState } from '@tanstack/react-router'
import { useCallback, type ComponentPropsWithoutRef, type MouseEvent } from 'react'

export type Go = (href: string, options?: { readonly replace?: boolean }) => void

/** Goes to a URL made by links.ts. */
export function useGo(): Go {
  const router = useRouter()
  return useCallback(
    (href, { replace = false } = {}) => void router.navigate({ href, replace }),
    [router],
  )
}

/** Goes back where the person came from, or to `otherwise` when this screen was the first. */
export function useGoBack(otherwise: string): () => void {
  const canGoBack = useCanGoBack()
  const go = useGo()
  return () => {
    if (canGoBack) history.back()
    else go(otherwise, { replace: true })
  }
}

/** The path of the screen shown now. */
export function usePath(): string {
  return useRouterState({ select: (state) => state.location.pathname })
}

/** A part of the URL, such as `placeId` of `/places/$placeId`. */
export function usePathPart(name: string): string {
  const parts: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  return parts[name] ?? ''
}

/** A link that goes without loading the page anew. */
export function GoLink({
  href,
  onClick,
  ...rest
}: ComponentPropsWithoutRef<'a'> & { readonly href: string }) {
  const go = useGo()
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    go(href)
  }
  return <a href={href} onClick={follow} {...rest} />
}
