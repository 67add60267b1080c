import type { k8s } from 'cdk8s-plus-27';

/** Where the value of an environment variable comes from. */
export class EnvValue {
  /** A text that stands in the manifest; not for secrets. */
  public static fromValue(value: string): EnvValue {
    return new EnvValue({ value });
  }

  /** One key of a Secret in the namespace of the app. */
  public static fromSecret(name: string, key: string): EnvValue {
    return new EnvValue({ valueFrom: { secretKeyRef: { name, key } } });
  }

  /** One key of a ConfigMap in the namespace of the app. */
  public static fromConfigMap(name: string, key: string): EnvValue {
    return new EnvValue({ valueFrom: { configMapKeyRef: { name, key } } });
  }

  /**
   * A field of the pod.
   *
   * @param fieldPath metadata.name, metadata.namespace, metadata.uid, metadata.labels['<key>'], metadata.annotations['<key>'], spec.nodeName,
   * spec.serviceAccountName, status.hostIP, status.hostIPs (from Kubernetes 1.29), status.podIP or status.podIPs
   */
  public static fromField(fieldPath: string): EnvValue {
    return new EnvValue({ valueFrom: { fieldRef: { fieldPath } } });
  }

  private constructor(private readonly source: Omit<k8s.EnvVar, 'name'>) {}

  /** @internal */
  public _toKube(name: string): k8s.EnvVar {
    return { name, ...this.source };
  }
}
