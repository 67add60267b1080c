import { imageName, objectNames, oneOf, yamlText } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { array, hinted, required } from '../../validation/types';
import { env, IEnvValue } from './env-value';
import { LIFECYCLE, LifecycleProps } from './lifecycle';
import { IProbe, probe } from './probe';
import { ContainerResourceProps, RESOURCES } from './resources';
import { CONTAINER_SECURITY, ContainerSecurityProps } from './security';

/** What runs in a container. */
export interface ContainerProps extends ContainerResourceProps, ContainerSecurityProps, LifecycleProps {
  /**
   * Image with a fixed version: [registry/]name[:tag][@digest].
   */
  readonly image: string;

  /**
   * `IfNotPresent`, `Always` or `Never`.
   *
   * @default - not written, so IfNotPresent unless the tag is latest
   */
  readonly imagePullPolicy?: string;

  /**
   * Command in place of the image's entrypoint; no shell is around it.
   *
   * @default - the image's own
   */
  readonly command?: string[];

  /**
   * Arguments of the command.
   *
   * @default - the image's own
   */
  readonly args?: string[];

  /**
   * Environment variables by name: an EnvValue of this package, or of cdk8s-plus.
   *
   * @default - none
   */
  readonly env?: { [name: string]: IEnvValue };

  /**
   * Secrets all of whose keys become environment variables.
   *
   * @default - none
   */
  readonly envFromSecrets?: string[];

  /**
   * ConfigMaps all of whose keys become environment variables.
   *
   * @default - none
   */
  readonly envFromConfigMaps?: string[];

  /**
   * Tells whether a pod takes requests: a Probe of this package, or of cdk8s-plus.
   *
   * @default - for an app, a connection to `port`; for other containers none
   */
  readonly readinessProbe?: IProbe;

  /**
   * Tells whether the container must be restarted: a Probe of this package, or of cdk8s-plus.
   *
   * @default - none: a probe that is wrong does more harm than none
   */
  readonly livenessProbe?: IProbe;

  /**
   * Tells whether the container has started; the other probes wait for it. A Probe of this package, or of cdk8s-plus.
   *
   * @default - none
   */
  readonly startupProbe?: IProbe;
}

const words = () => array(yamlText());

export const CONTAINER = {
  image: required(hinted("for example 'nginx:1.27'", imageName())),
  imagePullPolicy: oneOf(['IfNotPresent', 'Always', 'Never']),
  command: words(),
  args: words(),
  env: env(),
  envFromSecrets: objectNames(),
  envFromConfigMaps: objectNames(),
  readinessProbe: probe(undefined, Infinity),
  livenessProbe: probe(),
  startupProbe: probe(),
  ...LIFECYCLE,
  ...RESOURCES,
  ...CONTAINER_SECURITY,
} satisfies RulesOf<ContainerProps>;
