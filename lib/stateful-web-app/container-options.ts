import { EnvValue } from './env-value';
import { Probe } from './probe';

/** A port that the app listens on. */
export interface AppPort {
  /**
   * Name of the port, at most 15 characters.
   */
  readonly name: string;

  /**
   * Number of the port in the container and of the Services.
   */
  readonly port: number;

  /**
   * `TCP`, `UDP` or `SCTP`.
   *
   * @default - not written, so TCP
   */
  readonly protocol?: string;
}

/** What runs in the app's container. */
export interface AppContainerOptions {
  /**
   * Image of the app, with a fixed version: [registry/]name[:tag][@digest].
   */
  readonly image: string;

  /**
   * `IfNotPresent`, `Always` or `Never`.
   *
   * @default - not written, so IfNotPresent unless the tag is latest
   */
  readonly imagePullPolicy?: string;

  /**
   * Name of the container.
   *
   * @default - the name of the app
   */
  readonly containerName?: string;

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
   * The port that the app listens on.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Name of `port`.
   *
   * @default 'http'
   */
  readonly portName?: string;

  /**
   * More ports, beside `port`.
   *
   * @default - none
   */
  readonly morePorts?: AppPort[];

  /**
   * Environment variables by name.
   *
   * @default - none
   */
  readonly env?: { [name: string]: EnvValue };

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
   * Tells whether a pod takes requests.
   *
   * @default - a connection to `port`, with `plain` none
   */
  readonly readinessProbe?: Probe;

  /**
   * Tells whether the container must be restarted.
   *
   * @default - none: a probe that is wrong does more harm than none
   */
  readonly livenessProbe?: Probe;

  /**
   * Tells whether the app has started; the other probes wait for it.
   *
   * @default - none
   */
  readonly startupProbe?: Probe;

  /**
   * Command that runs in the container before it is stopped.
   *
   * @default - none
   */
  readonly preStop?: string[];

  /**
   * CPU that a pod is sure of, for example `100m`.
   *
   * @default '100m' - or `cpuLimit`, if that is less; with `plain` not written
   */
  readonly cpuRequest?: string;

  /**
   * CPU that a pod cannot exceed.
   *
   * @default - not written, so no limit: it would slow down an app that could run
   */
  readonly cpuLimit?: string;

  /**
   * Memory that a pod is sure of, for example `128Mi`.
   *
   * @default '128Mi' - or `memoryLimit`, if that is less; with `plain` not written
   */
  readonly memoryRequest?: string;

  /**
   * Memory beyond which the container is killed.
   *
   * @default '512Mi' - or `memoryRequest`, if that is more; with `plain` not written
   */
  readonly memoryLimit?: string;

  /**
   * Space on its node's disk that a pod is sure of, for logs and `scratch`.
   *
   * @default '64Mi' - or `ephemeralStorageLimit`, if that is less; with `plain` not written
   */
  readonly ephemeralStorageRequest?: string;

  /**
   * Space on its node's disk beyond which the pod is evicted.
   *
   * @default '1Gi' - or `ephemeralStorageRequest`, if that is more; with `plain` not written
   */
  readonly ephemeralStorageLimit?: string;
}
