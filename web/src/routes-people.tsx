/** Screens of accounts and of who works at a shop, each loaded when it is first needed. */
import { lazyRouteComponent } from '@tanstack/react-router'

export const ProviderBackScreen = lazyRouteComponent(
  () => import('./screens/shopper/sign-in/ProviderBackScreen.tsx'),
  'ProviderBackScreen',
)
export const PolicyScreen = lazyRouteComponent(
  () => import('./screens/shopper/policy/PolicyScreen.tsx'),
  'PolicyScreen',
)
export const AgeScreen = lazyRouteComponent(
  () => import('./screens/shopper/age/AgeScreen.tsx'),
  'AgeScreen',
)
export const GuardianScreen = lazyRouteComponent(
  () => import('./screens/shopper/guardian/GuardianScreen.tsx'),
  'GuardianScreen',
)
export const JoinScreen = lazyRouteComponent(
  () => import('./screens/merchant/join/JoinScreen.tsx'),
  'JoinScreen',
)
export const WaysInScreen = lazyRouteComponent(
  () => import('./screens/shopper/me/WaysInScreen.tsx'),
  'WaysInScreen',
)
export const ActionsScreen = lazyRouteComponent(
  () => import('./screens/merchant/settings/ActionsScreen.tsx'),
  'ActionsScreen',
)
export const ConsentsScreen = lazyRouteComponent(
  () => import('./screens/shopper/me/ConsentsScreen.tsx'),
  'ConsentsScreen',
)
export const MyDataScreen = lazyRouteComponent(
  () => import('./screens/shopper/me/MyDataScreen.tsx'),
  'MyDataScreen',
)
export const LocationScreen = lazyRouteComponent(
  () => import('./screens/shopper/me/LocationScreen.tsx'),
  'LocationScreen',
)
export const WardsScreen = lazyRouteComponent(
  () => import('./screens/shopper/me/WardsScreen.tsx'),
  'WardsScreen',
)
export const SessionsScreen = lazyRouteComponent(
  () => import('./screens/shopper/me/SessionsScreen.tsx'),
  'SessionsScreen',
)
export const FavouritesScreen = lazyRouteComponent(
  () => import('./screens/shopper/me/FavouritesScreen.tsx'),
  'FavouritesScreen',
)
export const BlocksScreen = lazyRouteComponent(
  () => import('./screens/shopper/me/BlocksScreen.tsx'),
  'BlocksScreen',
)
export const SettingsScreen = lazyRouteComponent(
  () => import('./screens/merchant/settings/SettingsScreen.tsx'),
  'SettingsScreen',
)
