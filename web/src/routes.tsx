/** Every URL on one page, each screen loaded when it is first needed. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type RouteComponent,
} from '@tanstack/react-router'
import { links } from './links.ts'
import {
  ActionsScreen,
  AgeScreen,
  BlocksScreen,
  ConsentsScreen,
  FavouritesScreen,
  GuardianScreen,
  JoinScreen,
  LocationScreen,
  MyDataScreen,
  PolicyScreen,
  ProviderBackScreen,
  SessionsScreen,
  SettingsScreen,
  WardsScreen,
  WaysInScreen,
} from './routes-people.tsx'
import { BrokenScreen, MissingScreen, PendingScreen } from './screens/Fallbacks.tsx'
import { channelPages } from './screens/merchant/channel/pages.ts'
import { talkPage, talksPage } from './screens/shopper/talk/pages.ts'
import { shopperPlayPages, shopPlayPages } from './screens/play-pages.ts'
import { homepagePages } from './screens/merchant/homepage/pages.ts'
import { webhookPages } from './screens/merchant/webhooks/pages.ts'
import { ShopperFrame } from './screens/shopper/ShopperFrame.tsx'

const timelinePage = lazyRouteComponent(
  () => import('./screens/shopper/timeline/TimelineScreen.tsx'),
  'TimelineScreen',
)

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingScreen })

// With the menu below: 동네 · 받은함 · 지갑 · 나.
const shopper = createRoute({
  getParentRoute: () => root,
  id: 'shopper',
  component: ShopperFrame,
})
const inShopper = { getParentRoute: () => shopper } as const
const forShopper = (path: string, component: RouteComponent) =>
  createRoute({ ...inShopper, path, component })
const shopperRoutes = [
  forShopper(
    '/',
    lazyRouteComponent(() => import('./screens/shopper/nearby/NearbyScreen.tsx'), 'NearbyScreen'),
  ),
  forShopper(
    '/places/$placeId',
    lazyRouteComponent(() => import('./screens/shopper/place/PlaceScreen.tsx'), 'PlaceScreen'),
  ),
  forShopper(
    '/inbox',
    lazyRouteComponent(() => import('./screens/shopper/inbox/InboxScreen.tsx'), 'InboxScreen'),
  ),
  forShopper(
    '/inbox/$messageId',
    lazyRouteComponent(() => import('./screens/shopper/inbox/MessageScreen.tsx'), 'MessageScreen'),
  ),
  createRoute({ ...inShopper, path: '/talks', component: talksPage }),
  createRoute({ ...inShopper, path: '/timeline', component: timelinePage }),
  forShopper(
    '/wallet',
    lazyRouteComponent(() => import('./screens/shopper/wallet/WalletScreen.tsx'), 'WalletScreen'),
  ),
  forShopper(
    '/wallet/points',
    lazyRouteComponent(() => import('./screens/shopper/wallet/PointsScreen.tsx'), 'PointsScreen'),
  ),
  forShopper(
    '/wallet/shops/$merchantId',
    lazyRouteComponent(
      () => import('./screens/shopper/wallet/MembershipScreen.tsx'),
      'MembershipScreen',
    ),
  ),
  forShopper(
    '/i/$code',
    lazyRouteComponent(
      () => import('./screens/shopper/invitation/InvitationScreen.tsx'),
      'InvitationScreen',
    ),
  ),
  forShopper(
    '/f/$code',
    lazyRouteComponent(() => import('./screens/shopper/friends/FollowScreen.tsx'), 'FollowScreen'),
  ),
  forShopper(
    '/me/friends',
    lazyRouteComponent(
      () => import('./screens/shopper/friends/FriendsScreen.tsx'),
      'FriendsScreen',
    ),
  ),
  forShopper(
    '/brands',
    lazyRouteComponent(() => import('./screens/shopper/brands/BrandsScreen.tsx'), 'BrandsScreen'),
  ),
  forShopper(
    '/me',
    lazyRouteComponent(() => import('./screens/shopper/me/MeScreen.tsx'), 'MeScreen'),
  ),
  forShopper('/me/consents', ConsentsScreen),
  forShopper('/me/data', MyDataScreen),
  forShopper('/me/ways-in', WaysInScreen),
  forShopper(
    '/me/ways',
    lazyRouteComponent(() => import('./screens/shopper/ways/WaysScreen.tsx'), 'WaysScreen'),
  ),
  forShopper('/me/location', LocationScreen),
  forShopper('/me/sessions', SessionsScreen),
  forShopper('/me/wards', WardsScreen),
  forShopper('/me/favourites', FavouritesScreen),
  forShopper('/me/blocks', BlocksScreen),
  forShopper(
    '/why/$decisionId',
    lazyRouteComponent(() => import('./screens/shopper/why/WhyScreen.tsx'), 'WhyScreen'),
  ),
  ...shopperPlayPages.map(([path, component]) => createRoute({ ...inShopper, path, component })),
]

// On the whole screen, without a menu.
const alone = { getParentRoute: () => root } as const
const onItsOwn = (path: string, component: RouteComponent) =>
  createRoute({ ...alone, path, component })
const aloneRoutes = [
  onItsOwn('/talk/$talkId', talkPage),
  onItsOwn(
    '/wallet/member',
    lazyRouteComponent(
      () => import('./screens/shopper/wallet/MemberCodeScreen.tsx'),
      'MemberCodeScreen',
    ),
  ),
  onItsOwn(
    '/wallet/enter',
    lazyRouteComponent(
      () => import('./screens/shopper/wallet/EnterCodeScreen.tsx'),
      'EnterCodeScreen',
    ),
  ),
  onItsOwn(
    '/v/$code',
    lazyRouteComponent(
      () => import('./screens/shopper/wallet/EnterCodeScreen.tsx'),
      'LinkedCodeScreen',
    ),
  ),
  onItsOwn(
    '/wallet/$couponId',
    lazyRouteComponent(() => import('./screens/shopper/wallet/CouponScreen.tsx'), 'CouponScreen'),
  ),
  createRoute({
    ...alone,
    path: '/sign-in',
    component: lazyRouteComponent(
      () => import('./screens/shopper/sign-in/SignInScreen.tsx'),
      'SignInScreen',
    ),
  }),
  onItsOwn(
    '/t/$code',
    lazyRouteComponent(() => import('./screens/shopper/tag/TagScreen.tsx'), 'TagScreen'),
  ),
  onItsOwn(
    '/confirm/$token',
    lazyRouteComponent(() => import('./screens/shopper/ways/ConfirmScreen.tsx'), 'ConfirmScreen'),
  ),
  onItsOwn(
    '/line/link/$linkToken',
    lazyRouteComponent(() => import('./screens/shopper/ways/LineLinkScreen.tsx'), 'LineLinkScreen'),
  ),
  onItsOwn('/sign-in/back/$provider', ProviderBackScreen),
  onItsOwn('/age', AgeScreen),
  onItsOwn('/guardian/$token', GuardianScreen),
  onItsOwn('/join/$token', JoinScreen),
  onItsOwn('/policy', PolicyScreen),
]

// The shop's face. `/shop` picks a shop; the frame holds 오늘 · 캠페인 · 카운터 · 손님 · 가게.
const shopRoutes = [
  createRoute({
    ...alone,
    path: '/shop',
    component: lazyRouteComponent(
      () => import('./screens/merchant/ShopPickerScreen.tsx'),
      'ShopPickerScreen',
    ),
  }),
  createRoute({
    ...alone,
    path: '/shop/new',
    component: lazyRouteComponent(
      () => import('./screens/merchant/NewShopScreen.tsx'),
      'NewShopScreen',
    ),
  }),
]
const shop = createRoute({
  ...alone,
  path: '/shop/$merchantId',
  component: lazyRouteComponent(() => import('./screens/merchant/ShopFrame.tsx'), 'ShopFrame'),
})
/** A screen below the shop's menu. */
const inShop = (path: string, component: RouteComponent) =>
  createRoute({ getParentRoute: () => shop, path, component })
const inShopRoutes = [
  // Its bare address, as somebody may shorten it.
  createRoute({
    getParentRoute: () => shop,
    path: '/',
    beforeLoad: ({ params }) =>
      redirect({ href: links.today(params.merchantId), replace: true, throw: true }),
  }),
  inShop(
    '/today',
    lazyRouteComponent(() => import('./screens/merchant/today/TodayScreen.tsx'), 'TodayScreen'),
  ),
  inShop(
    '/campaigns',
    lazyRouteComponent(
      () => import('./screens/merchant/campaigns/CampaignsScreen.tsx'),
      'CampaignsScreen',
    ),
  ),
  inShop(
    '/campaigns/new',
    lazyRouteComponent(
      () => import('./screens/merchant/campaigns/NewCampaignScreen.tsx'),
      'NewCampaignScreen',
    ),
  ),
  inShop(
    '/campaigns/$campaignId',
    lazyRouteComponent(
      () => import('./screens/merchant/campaigns/CampaignScreen.tsx'),
      'CampaignScreen',
    ),
  ),
  inShop(
    '/settlement',
    lazyRouteComponent(
      () => import('./screens/merchant/settlement/SettlementScreen.tsx'),
      'SettlementScreen',
    ),
  ),
  inShop(
    '/loyalty',
    lazyRouteComponent(
      () => import('./screens/merchant/loyalty/LoyaltyScreen.tsx'),
      'LoyaltyScreen',
    ),
  ),
  inShop(
    '/offers',
    lazyRouteComponent(() => import('./screens/merchant/offers/OffersScreen.tsx'), 'OffersScreen'),
  ),
  inShop(
    '/offers/together',
    lazyRouteComponent(
      () => import('./screens/merchant/offers/OfferPolicyScreen.tsx'),
      'OfferPolicyScreen',
    ),
  ),
  inShop(
    '/offers/new',
    lazyRouteComponent(
      () => import('./screens/merchant/offers/EditOfferScreen.tsx'),
      'NewOfferScreen',
    ),
  ),
  inShop(
    '/offers/$offerId',
    lazyRouteComponent(() => import('./screens/merchant/offers/OfferScreen.tsx'), 'OfferScreen'),
  ),
  inShop(
    '/offers/$offerId/edit',
    lazyRouteComponent(
      () => import('./screens/merchant/offers/EditOfferScreen.tsx'),
      'EditOfferScreen',
    ),
  ),
  inShop(
    '/offers/$offerId/copy',
    lazyRouteComponent(
      () => import('./screens/merchant/offers/EditOfferScreen.tsx'),
      'CopyOfferScreen',
    ),
  ),
  inShop(
    '/till',
    lazyRouteComponent(() => import('./screens/merchant/till/TillScreen.tsx'), 'TillScreen'),
  ),
  inShop(
    '/bills',
    lazyRouteComponent(() => import('./screens/merchant/till/BillsScreen.tsx'), 'BillsScreen'),
  ),
  inShop(
    '/bills/$billId',
    lazyRouteComponent(
      () => import('./screens/merchant/till/PastBillScreen.tsx'),
      'PastBillScreen',
    ),
  ),
  inShop(
    '/gift-cards',
    lazyRouteComponent(
      () => import('./screens/merchant/counter/GiftCardsScreen.tsx'),
      'GiftCardsScreen',
    ),
  ),
  inShop(
    '/codes',
    lazyRouteComponent(
      () => import('./screens/merchant/codes/CodeOffersScreen.tsx'),
      'CodeOffersScreen',
    ),
  ),
  inShop(
    '/codes/$offerId',
    lazyRouteComponent(() => import('./screens/merchant/codes/CodesScreen.tsx'), 'CodesScreen'),
  ),
  inShop(
    '/codes/$offerId/$batchId',
    lazyRouteComponent(() => import('./screens/merchant/codes/BatchScreen.tsx'), 'BatchScreen'),
  ),
  inShop(
    '/counter',
    lazyRouteComponent(
      () => import('./screens/merchant/counter/CounterScreen.tsx'),
      'CounterScreen',
    ),
  ),
  ...homepagePages.map(([path, page]) => inShop(path, page)),
  ...webhookPages.map(([path, page]) => inShop(path, page)),
  ...channelPages.map(([path, page]) => inShop(path, page)),
  ...shopPlayPages.map(([path, page]) => inShop(path, page)),
  inShop(
    '/customers',
    lazyRouteComponent(
      () => import('./screens/merchant/customers/CustomersScreen.tsx'),
      'CustomersScreen',
    ),
  ),
  inShop('/settings/actions', ActionsScreen),
  inShop('/settings', SettingsScreen),
]

export const router = createRouter({
  routeTree: root.addChildren([
    shopper.addChildren(shopperRoutes),
    ...aloneRoutes,
    ...shopRoutes,
    shop.addChildren(inShopRoutes),
    createRoute({
      ...alone,
      path: '/operator',
      component: lazyRouteComponent(
        () => import('./screens/operator/OperatorScreen.tsx'),
        'OperatorScreen',
      ),
    }),
  ]),
  defaultPendingComponent: PendingScreen,
  defaultErrorComponent: BrokenScreen,
  defaultPendingMs: 300,
  scrollRestoration: true,
})
