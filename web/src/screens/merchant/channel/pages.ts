/** The pages of a shop's channel, each loaded when it is first needed. */
import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'

export const channelPages: readonly (readonly [path: string, component: RouteComponent])[] = [
  [
    '/channel/posts',
    lazyRouteComponent(() => import('./posts/ShopPostsScreen.tsx'), 'ShopPostsScreen'),
  ],
  [
    '/channel/post-comments',
    lazyRouteComponent(() => import('./posts/PostCommentsScreen.tsx'), 'PostCommentsScreen'),
  ],
  [
    '/channel/posts/$postId/branches',
    lazyRouteComponent(() => import('./posts/PostBranchesScreen.tsx'), 'PostBranchesScreen'),
  ],
  [
    '/channel/post-words',
    lazyRouteComponent(() => import('./posts/PostWordsScreen.tsx'), 'PostWordsScreen'),
  ],
  ['/channel', lazyRouteComponent(() => import('./ChannelScreen.tsx'), 'ChannelScreen')],
  [
    '/channel/talk',
    lazyRouteComponent(() => import('./talk/ShopTalksScreen.tsx'), 'ShopTalksScreen'),
  ],
  [
    '/channel/talk/$talkId',
    lazyRouteComponent(() => import('./talk/ShopTalksScreen.tsx'), 'ShopTalksScreen'),
  ],
  [
    '/channel/talk-desk',
    lazyRouteComponent(() => import('./talk/TalkDeskScreen.tsx'), 'TalkDeskScreen'),
  ],
  ['/channel/friends', lazyRouteComponent(() => import('./FriendsScreen.tsx'), 'FriendsScreen')],
  [
    '/channel/broadcasts',
    lazyRouteComponent(() => import('./BroadcastsScreen.tsx'), 'BroadcastsScreen'),
  ],
  [
    '/channel/broadcasts/new',
    lazyRouteComponent(() => import('./NewBroadcastScreen.tsx'), 'NewBroadcastScreen'),
  ],
  [
    '/channel/broadcasts/$broadcastId',
    lazyRouteComponent(() => import('./BroadcastScreen.tsx'), 'BroadcastScreen'),
  ],
  [
    '/channel/statistics',
    lazyRouteComponent(() => import('./StatisticsScreen.tsx'), 'StatisticsScreen'),
  ],
  ['/channel/plan', lazyRouteComponent(() => import('./PlanScreen.tsx'), 'PlanScreen')],
]
