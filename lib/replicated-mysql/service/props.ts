import { serviceName } from '../../validation/limits';
import { Named, RulesOf } from '../../validation/rules';
import {
  HeadlessServiceOptions,
  headlessServiceOptions,
  ServiceOptions,
  serviceOptions,
} from '../../workload/service-options';

/** By which Services the servers are reached. */
export interface MySQLServiceProps {
  /**
   * Name of the headless Service that gives each server its host name.
   *
   * @default - `name`
   */
  readonly serviceName?: string;

  /**
   * Labels and annotations of the headless Service.
   *
   * @default - those of all objects
   */
  readonly serviceOptions?: HeadlessServiceOptions;

  /**
   * Name of the Service that leads to the primary.
   *
   * @default - `<name>-primary`
   */
  readonly primaryServiceName?: string;

  /**
   * Type, labels and annotations of the Service that leads to the primary, for example to reach it from outside of the
   * Kubernetes cluster.
   *
   * @default - of type ClusterIP
   */
  readonly primaryServiceOptions?: ServiceOptions;

  /**
   * Name of the Service that balances reads.
   *
   * @default - `<name>-read`
   */
  readonly readServiceName?: string;

  /**
   * Type, labels and annotations of the Service that balances reads.
   *
   * @default - of type ClusterIP
   */
  readonly readServiceOptions?: ServiceOptions;
}

export const SERVICE = {
  serviceName: serviceName(({ name }: Named) => name),
  serviceOptions: headlessServiceOptions(),
  primaryServiceName: serviceName(({ name }: Named) => `${name}-primary`),
  primaryServiceOptions: serviceOptions(),
  readServiceName: serviceName(({ name }: Named) => `${name}-read`),
  readServiceOptions: serviceOptions(),
} satisfies RulesOf<MySQLServiceProps>;
