import { RulesOf, WithDefaults } from '../validation/rules';
import { APP_CONTAINER, AppContainerProps } from './container/props';
import { AppNamingProps, NAMING } from './naming/props';
import { AppNetworkProps, NETWORK } from './network/props';
import { APP_POD, AppPodProps } from './pod/props';
import { ROUTING, RoutingProps } from './routing/props';
import { AppScalingProps, SCALING } from './scaling/props';
import { AppSecurityProps, SECURITY } from './security/props';
import { AppServiceProps, SERVICE } from './service/props';
import { AppStorageProps, STORAGE } from './storage/props';
import { AppUpdateProps, UPDATE } from './update/props';

/** Settings of a StatefulWebApp. */
export interface StatefulWebAppProps
  extends
    AppNamingProps,
    AppContainerProps,
    AppStorageProps,
    AppSecurityProps,
    AppPodProps,
    AppScalingProps,
    AppUpdateProps,
    AppServiceProps,
    RoutingProps,
    AppNetworkProps {}

/** The rule of each prop: type, limits and default. */
export const RULES = {
  ...NAMING,
  ...SCALING,
  ...APP_CONTAINER,
  ...STORAGE,
  ...SECURITY,
  ...APP_POD,
  ...UPDATE,
  ...ROUTING,
  ...SERVICE,
  ...NETWORK,
} satisfies RulesOf<StatefulWebAppProps>;

/** Props with every default. */
export type Defaulted = WithDefaults<StatefulWebAppProps, typeof RULES>;
