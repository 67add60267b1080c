import { serviceName } from '../../validation/limits';
import { Named, RulesOf } from '../../validation/rules';
import { boolean } from '../../validation/types';
import {
  HeadlessServiceOptions,
  headlessServiceOptions,
  ServiceOptions,
  serviceOptions,
} from '../../workload/service-options';
import { RoutingProps } from '../routing/props';

/** How the app is reached. */
export interface AppServiceProps {
  /**
   * Name of the headless Service that gives each pod a host name.
   *
   * @default - the name of the app
   */
  readonly serviceName?: string;

  /**
   * Labels and annotations of the headless Service.
   *
   * @default - those of all objects
   */
  readonly serviceOptions?: HeadlessServiceOptions;

  /**
   * Whether DNS lists pods before they are ready, so that they can find each other.
   *
   * @default - not written, so only ready pods are listed
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * Whether there is a second Service, with one address for all ready pods.
   *
   * @default - only where `clusterIpServiceName`, `clusterIpServiceOptions`, `ingress` or `httpRoute` is given
   */
  readonly clusterIpService?: boolean;

  /**
   * Name of the second Service.
   *
   * @default - the name of the app with `-balanced`
   */
  readonly clusterIpServiceName?: string;

  /**
   * Type, labels and annotations of the second Service, for example to reach it from outside of the cluster.
   *
   * @default - of type ClusterIP
   */
  readonly clusterIpServiceOptions?: ServiceOptions;
}

type Asking = AppServiceProps & RoutingProps;

const isAsked = ({ clusterIpServiceName, clusterIpServiceOptions, ingress, httpRoute }: Asking) =>
  [clusterIpServiceName, clusterIpServiceOptions, ingress, httpRoute].some((given) => given !== undefined);

export const SERVICE = {
  serviceName: serviceName(({ name }: Named) => name),
  serviceOptions: headlessServiceOptions(),
  publishNotReadyAddresses: boolean(),
  clusterIpService: boolean(isAsked),
  clusterIpServiceName: serviceName(({ name }: Named) => `${name}-balanced`),
  clusterIpServiceOptions: serviceOptions(),
} satisfies RulesOf<AppServiceProps>;
