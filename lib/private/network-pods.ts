import { ApiObject } from 'cdk8s';
import type { Labels } from './label-selectors';
import { manifestOf, PodSpec, Template, templateOf } from './manifest';
import { Location, locationOf } from './scope-key';
import { podLabelsOf } from './workloads';

/** An object, and where it will be: looked up only for the few that somebody asks about. */
export class Located {
  private known?: Location;

  public constructor(public readonly object: ApiObject) {}

  public get location(): Location {
    return this.known ??= locationOf(this.object);
  }
}

/** Pods of a workload, as rules of a policy see them. */
export class Pods extends Located {
  public constructor(object: ApiObject, public readonly labels: Labels, public readonly spec: PodSpec = {}) {
    super(object);
  }
}

/** A StatefulSet of this package, maybe of another copy of it, gives the labels of its pods without rendering. */
interface Known extends ApiObject {
  readonly _template: Template;
}

/** The pods of a workload; undefined where it cannot be written yet, of which the synth itself will complain. */
export function podsOf(object: ApiObject): Pods | undefined {
  if ('_template' in object && !isPatched(object)) {
    const { metadata, spec } = (object as Known)._template;
    return new Pods(object, metadata?.labels ?? {}, spec);
  }
  const manifest = written(object);
  const template = manifest && templateOf(manifest);
  return manifest && template && new Pods(object, podLabelsOf(manifest, template), template.spec);
}

/** An object as it is written, if it can be. */
export function written(object: ApiObject): ReturnType<typeof manifestOf> | undefined {
  try {
    return manifestOf(object);
  } catch {
    return undefined;
  }
}

/** Whether somebody has changed an object by JSON patch. */
export function isPatched(object: ApiObject): boolean {
  return ((object as unknown as { patches?: unknown[] }).patches ?? []).length > 0;
}
