/** Where surveys, event pages and games are found: each screen loaded when it is first needed. */
import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'

type Pages = readonly (readonly [path: string, component: RouteComponent])[]

/** For people, with the menu below: whoever came by a link finds the rest of the town there. */
export const shopperPlayPages: Pages = [
  ...['/survey/$surveyId', '/survey/$surveyId/$key'].map(
    (path) =>
      [
        path,
        lazyRouteComponent(() => import('./shopper/survey/SurveyScreen.tsx'), 'SurveyScreen'),
      ] as const,
  ),
  ['/e/$slug', lazyRouteComponent(() => import('./shopper/event/EventScreen.tsx'), 'EventScreen')],
  [
    '/game/$gameId',
    lazyRouteComponent(() => import('./shopper/game/GameScreen.tsx'), 'GameScreen'),
  ],
  [
    '/game/$gameId/days/$day',
    lazyRouteComponent(() => import('./shopper/game/CheckScreen.tsx'), 'CheckScreen'),
  ],
]

/** For the people of a shop, below its channel. */
export const shopPlayPages: Pages = [
  [
    '/channel/surveys',
    lazyRouteComponent(() => import('./merchant/surveys/SurveysScreen.tsx'), 'SurveysScreen'),
  ],
  [
    '/channel/surveys/new',
    lazyRouteComponent(() => import('./merchant/surveys/EditSurveyScreen.tsx'), 'NewSurveyScreen'),
  ],
  [
    '/channel/surveys/$surveyId',
    lazyRouteComponent(() => import('./merchant/surveys/SurveyScreen.tsx'), 'ShopSurveyScreen'),
  ],
  [
    '/channel/surveys/$surveyId/edit',
    lazyRouteComponent(() => import('./merchant/surveys/EditSurveyScreen.tsx'), 'EditSurveyScreen'),
  ],
  [
    '/channel/events',
    lazyRouteComponent(() => import('./merchant/events/EventsScreen.tsx'), 'EventsScreen'),
  ],
  [
    '/channel/events/new',
    lazyRouteComponent(() => import('./merchant/events/EditEventScreen.tsx'), 'NewEventScreen'),
  ],
  [
    '/channel/events/$slug',
    lazyRouteComponent(() => import('./merchant/events/ShopEventScreen.tsx'), 'ShopEventScreen'),
  ],
  [
    '/channel/events/$slug/edit',
    lazyRouteComponent(() => import('./merchant/events/EditEventScreen.tsx'), 'EditEventScreen'),
  ],
  [
    '/channel/games',
    lazyRouteComponent(() => import('./merchant/games/GamesScreen.tsx'), 'GamesScreen'),
  ],
  [
    '/channel/games/new',
    lazyRouteComponent(() => import('./merchant/games/EditGameScreen.tsx'), 'NewGameScreen'),
  ],
  [
    '/channel/games/$gameId',
    lazyRouteComponent(() => import('./merchant/games/ShopGameScreen.tsx'), 'ShopGameScreen'),
  ],
  [
    '/channel/games/$gameId/edit',
    lazyRouteComponent(() => import('./merchant/games/EditGameScreen.tsx'), 'EditGameScreen'),
  ],
]
