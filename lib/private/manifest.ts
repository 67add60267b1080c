import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { Labels } from './label-selectors';

/** A Kubernetes object as it is written, as far as it is read here. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec?: Fields;
  readonly data?: Labels;
  readonly rules?: Array<{ readonly verbs?: string[]; readonly resources?: string[] }>;
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: Array<{ readonly kind: string; readonly name: string }>;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
}

export interface Fields {
  readonly [field: string]: unknown;
}

export interface ConfigMapReference {
  readonly name?: string;
  readonly key?: string;
}

export interface Container {
  readonly image?: string;
  readonly command?: string[];
  readonly args?: string[];
  readonly env?: Array<{
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly configMapKeyRef?: ConfigMapReference };
  }>;
  readonly envFrom?: Array<{ readonly prefix?: string; readonly configMapRef?: ConfigMapReference }>;
  readonly ports?: Array<{ readonly name?: string; readonly containerPort: number; readonly protocol?: string }>;
}

export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly hostNetwork?: boolean;
  readonly containers?: Container[];
  readonly initContainers?: Container[];
}

export interface Template {
  readonly metadata?: { readonly labels?: Labels };
  readonly spec?: PodSpec;
}

/** Everything below a construct that becomes YAML, in the order of the tree. */
export function objectsIn(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

/**
 * An object as it is written. A workload of cdk8s-plus adds its `spread` to the pods each time that it is read, so it
 * is read without.
 */
export function manifestOf(object: ApiObject): Manifest {
  const workload = object.node.scope as { spread?: boolean } | undefined;
  if (workload?.spread !== true) return object.toJson();
  workload.spread = false;
  try {
    return object.toJson();
  } finally {
    workload.spread = true;
  }
}

/** Whether an object has a name, by which others find it. */
export function isNamed({ metadata }: Manifest): boolean {
  return typeof (metadata as Metadata | undefined)?.name === 'string';
}

/** The pods that an object makes; undefined where it makes none. */
export function templateOf(manifest: Manifest): Template | undefined {
  if (manifest.kind === 'Pod') return { metadata: manifest.metadata, spec: manifest.spec as PodSpec };
  const spec = manifest.kind === 'CronJob' ? (manifest.spec?.jobTemplate as Manifest)?.spec : manifest.spec;
  const template = spec?.template as Template | undefined;
  return template?.spec?.containers ? template : undefined;
}

export function containersOf(pod: PodSpec | undefined): Container[] {
  return [...itemsOf(pod?.initContainers), ...itemsOf(pod?.containers)];
}

/** The objects of an array: an object of somebody else may hold anything, and what cannot be read is passed over. */
export function itemsOf<T extends object>(list: readonly T[] | undefined): T[] {
  return Array.isArray(list) ? list.filter((item: T | null) => typeof item === 'object' && item !== null) : [];
}

/** The strings of an array, likewise. */
export function textsOf(list: readonly string[] | undefined): string[] {
  return Array.isArray(list) ? list.filter((item: unknown) => typeof item === 'string') : [];
}

/** Visits every object within a value, with the field that holds it. */
export function visit(value: unknown, see: (field: string, found: Fields) => void, field = ''): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see, field);
  } else if (typeof value === 'object' && value !== null) {
    see(field, value as Fields);
    for (const [key, inner] of Object.entries(value)) visit(inner, see, key);
  }
}
