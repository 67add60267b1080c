import type { k8s } from 'cdk8s-plus-27';
import { ValidationErrors } from '../../validation/errors';
import { dnsLabel, oneOf, wholeNumber } from '../../validation/limits';
import { validateMountPaths } from '../../validation/paths';
import { RulesOf, withDefaults } from '../../validation/rules';
import { array, required, struct } from '../../validation/types';
import { validateDifferent } from '../../validation/values';
import { mounts, mountsOf, VolumeMount } from '../volumes/volume-mount';
import { containerOf } from './container';
import { ContainerPort, ports } from './port';
import type { Probe } from './probe';
import { CONTAINER, ContainerProps } from './props';
import { validateResources } from './resources';

/** A container beside that of the construct. */
export interface SidecarContainer extends ContainerProps {
  /** Name of the container; no other container of the pod has it. */
  readonly name: string;

  /**
   * Ports that it listens on; no Service leads to them, and a NetworkPolicy opens none of them.
   *
   * @default - none
   */
  readonly ports?: ContainerPort[];

  /**
   * Where it sees volumes of the pod.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * User that it runs as, not 0.
   *
   * @default - that of the pod
   */
  readonly runAsUser?: number;

  /**
   * Group that it runs as.
   *
   * @default - that of the pod
   */
  readonly runAsGroup?: number;
}

/** A container that ends before the others start. */
export interface InitContainer extends SidecarContainer {
  /**
   * `Always` for a container that starts before the others, runs beside them, and ends after them (from Kubernetes
   * 1.29).
   *
   * @default - not written: the others start when it has ended
   */
  readonly restartPolicy?: string;
}

/** Containers beside those of the construct. */
export interface ExtraContainerProps {
  /**
   * Containers that run beside, for example one that ships logs.
   *
   * @default - none
   */
  readonly sidecars?: SidecarContainer[];

  /**
   * Containers that run before, one after the other.
   *
   * @default - none
   */
  readonly initContainers?: InitContainer[];
}

const RULES = {
  ...CONTAINER,
  name: required(dnsLabel()),
  ports: ports(),
  volumeMounts: mounts(),
  runAsUser: wholeNumber(1),
  runAsGroup: wholeNumber(0),
} satisfies RulesOf<SidecarContainer>;

const INIT_RULES = { ...RULES, restartPolicy: oneOf(['Always']) } satisfies RulesOf<InitContainer>;

const EXAMPLE = "{ name: 'logs', image: 'fluent-bit:3.2' }";

export const EXTRA_CONTAINERS = {
  sidecars: array(struct<SidecarContainer>(RULES, EXAMPLE)),
  initContainers: array(struct<InitContainer>(INIT_RULES, EXAMPLE)),
} satisfies RulesOf<ExtraContainerProps>;

/**
 * What several props of such containers say together; `own` are the names of the construct's containers, and `volumes`
 * those of the pod.
 */
export function validateExtraContainers(
  errors: ValidationErrors,
  props: ExtraContainerProps,
  own: string[],
  volumes: string[],
): void {
  const { sidecars = [], initContainers = [] } = props;
  const names = [...own, ...sidecars.map(({ name }) => name), ...initContainers.map(({ name }) => name)];
  validateDifferent(
    errors,
    'sidecars[].name, initContainers[].name',
    names,
    (name) => name,
    'give each container of the pod a name of its own',
  );
  for (const list of ['sidecars', 'initContainers'] as const) {
    props[list]?.forEach((container, index) =>
      validateExtraContainer(errors, `${list}[${index}].`, container, volumes),
    );
  }
}

function validateExtraContainer(
  errors: ValidationErrors,
  prefix: string,
  container: InitContainer,
  volumes: string[],
): void {
  validateResources(errors, prefix, withDefaults(container, INIT_RULES));
  validateMounts(errors, `${prefix}volumeMounts`, container.volumeMounts ?? [], volumes);
  if (prefix.startsWith('init') && !container.restartPolicy) validateEnding(errors, prefix, container);
  if (!container.ports?.length) validatePortless(errors, prefix, container);
}

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;

function validateEnding(errors: ValidationErrors, prefix: string, container: InitContainer): void {
  for (const prop of [...PROBES, 'postStart', 'preStop'] as const) {
    if (container[prop] === undefined) continue;
    errors.add(
      prefix + prop,
      'one',
      "left out without restartPolicy: 'Always'",
      'Kubernetes takes none in a container that ends',
    );
  }
}

function validatePortless(errors: ValidationErrors, prefix: string, container: InitContainer): void {
  for (const prop of PROBES) {
    if (!(container[prop] as Probe | undefined)?._needsPort) continue;
    errors.add(
      prefix + prop,
      'none',
      'given without a port of the container',
      'for example Probe.tcp({ port: 8081 }), or give ports',
    );
  }
}

function validateMounts(errors: ValidationErrors, prop: string, volumeMounts: VolumeMount[], volumes: string[]): void {
  volumeMounts.forEach(({ name }, index) => {
    if (volumes.includes(name)) return;
    const hint = volumes.length > 0 ? `there are ${volumes.join(', ')}` : 'there is none: name one in extraVolumes';
    errors.add(`${prop}[${index}].name`, name, 'the name of a volume of the pod', hint);
  });
  validateMountPaths(errors, `${prop}[].mountPath`, volumeMounts, 'mount one volume at a path');
}

/** The containers with every default. */
export function extraContainersOf(containers: SidecarContainer[] = []): k8s.Container[] {
  return containers.map(extraContainerOf);
}

function extraContainerOf(given: InitContainer): k8s.Container {
  const props = withDefaults(given, INIT_RULES);
  const container = containerOf(props.name, props, props.ports ?? []);
  const written = {
    ...container,
    restartPolicy: given.restartPolicy, // newer than the types
    securityContext: { ...container.securityContext, runAsUser: props.runAsUser, runAsGroup: props.runAsGroup },
    volumeMounts: props.volumeMounts && mountsOf(props.volumeMounts),
  };
  return written;
}
