import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** A Kubernetes object as it is written, as far as a picture needs it. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly spec?: Fields;
  readonly rules?: Array<{ readonly verbs?: string[]; readonly resources?: string[] }>;
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: Array<{ readonly kind: string; readonly name: string }>;
}

export interface Fields {
  readonly [field: string]: unknown;
}

export interface Container {
  readonly image?: string;
  readonly command?: string[];
  readonly args?: string[];
  readonly env?: Array<{ readonly name: string; readonly value?: string }>;
}

export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly containers?: Container[];
  readonly initContainers?: Container[];
}

interface Template {
  readonly metadata?: { readonly labels?: Labels };
  readonly spec?: PodSpec;
}

export type Labels = { readonly [key: string]: string };

/** Everything below a construct that becomes YAML, in the order of the tree. */
export function manifestsIn(scope: Construct): Manifest[] {
  return scope.node.findAll().filter((construct) => ApiObject.isApiObject(construct)).map((object) => (object as ApiObject).toJson());
}

/** The pods that an object makes; undefined where it makes none. */
export function templateOf(manifest: Manifest): Template | undefined {
  if (manifest.kind === 'Pod') return { metadata: manifest.metadata, spec: manifest.spec as PodSpec };
  const spec = manifest.kind === 'CronJob' ? (manifest.spec?.jobTemplate as Manifest)?.spec : manifest.spec;
  const template = spec?.template as Template | undefined;
  return template?.spec?.containers ? template : undefined;
}

export function containersOf(manifest: Manifest): Container[] {
  const pod = templateOf(manifest)?.spec;
  return [...pod?.initContainers ?? [], ...pod?.containers ?? []];
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
