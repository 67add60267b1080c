import { ApiObject, ApiObjectProps, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { fieldsOf } from './api-fields';
import { ValidationErrors } from '../validation/errors';
import { validateApiValue, validatePath } from '../validation/api-values';
import { toManifest } from './to-manifest';
import { validateAtSynth } from './app-validation';
import { readAlike } from './yaml';

/** One operation of RFC 6902. */
interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/**
 * An object of a kind whose fields are known: its name is its own, its patches lead to fields, and every reader of YAML
 * reads the same.
 *
 * @internal
 */
export class KubernetesObject extends ApiObject {
  private readonly patchPaths: string[] = [];

  constructor(scope: Construct, id: string, props: ApiObjectProps) {
    super(scope, id, toManifest(props, props.kind));
    validateAtSynth(this);
  }

  /**
   * Applies JSON patches (RFC 6902) to what is written, in the API's own spelling.
   *
   * A path or a value with a field that no known Kubernetes has is refused. Name fields of a newer one in the context
   * `cdk8s-stateful/newer-fields` of this object, its chart or its app: `node.setContext('cdk8s-stateful/newer-fields',
   * ['shiny'])`.
   */
  public override addJsonPatch(...ops: JsonPatch[]): void {
    const errors = new ValidationErrors(this.kind, this);
    ops.forEach((patch, index) => validatePatch(errors, this.kind, patch, index));
    errors.throwIfAny();
    this.patchPaths.push(...ops.map((patch) => operationOf(patch)!.path));
    super.addJsonPatch(...ops);
  }

  /** The object as it is written. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as in ApiObject
  public override toJson(): any {
    return readAlike(this.patched());
  }

  /** A patch of what is not there fails without a name: `Cannot set properties of undefined`. */
  private patched(): object {
    try {
      return super.toJson();
    } catch (error) {
      if (this.patchPaths.length === 0 || !/TypeError: Cannot (read|set) prop/.test(String(error))) throw error;
      const errors = new ValidationErrors(this.kind, this);
      errors.add('addJsonPatch', this.patchPaths, 'paths whose parents are there', 'add the parent first');
      errors.throwIfAny();
      throw error;
    }
  }
}

function operationOf(patch: JsonPatch | undefined): Operation | undefined {
  return (patch as { _toJson?: () => Operation } | undefined)?._toJson?.();
}

function validatePatch(errors: ValidationErrors, kind: string, patch: JsonPatch, index: number): void {
  const operation = operationOf(patch);
  if (!operation)
    return errors.add(
      `addJsonPatch[${index}]`,
      patch,
      'made by JsonPatch',
      "for example JsonPatch.replace('/spec/replicas', 2)",
    );
  if (!fieldsOf(kind)) return;
  const { op, path, from, value } = operation;
  for (const pointer of from === undefined ? [path] : [path, from]) {
    if (typeof pointer !== 'string' || !/^(\/|$)/.test(pointer))
      return errors.add(
        `addJsonPatch[${index}]`,
        pointer,
        "a path that begins with '/'",
        "for example '/spec/replicas'",
      );
  }
  if (from !== undefined) validatePath(errors, from, kind);
  const holds = validatePath(errors, path, kind);
  if (['add', 'replace', 'test'].includes(op) && value !== undefined)
    validateApiValue(errors, path || 'addJsonPatch', value, holds, false);
}
