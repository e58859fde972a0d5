/** The pages of a person's talks, each loaded when it is first needed. */
import { lazyRouteComponent } from '@tanstack/react-router'

/** With the menu below. */
export const talksPage = lazyRouteComponent(() => import('./TalksScreen.tsx'), 'TalksScreen')
/** On the whole screen. */
export const talkPage = lazyRouteComponent(() => import('./TalkScreen.tsx'), 'TalkScreen')
