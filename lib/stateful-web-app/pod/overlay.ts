import type { k8s } from 'cdk8s-plus-27';
import { added as addedTo } from '../../workload/spread';

/** A pod with another one laid over it. */
export function laidOver(pod: k8s.PodSpec, over: k8s.PodSpec): k8s.PodSpec {
  return {
    ...pod,
    ...over,
    ...addedTo(pod, over),
    containers: byName(pod.containers, over.containers, containerOver) ?? [],
    initContainers: byName(pod.initContainers, over.initContainers, containerOver),
    volumes: byName(pod.volumes, over.volumes, (_, volume) => volume),
    securityContext: fieldsOver(pod.securityContext, over.securityContext),
  };
}

function containerOver(container: k8s.Container, over: k8s.Container): k8s.Container {
  return {
    ...container,
    ...over,
    env: added(container.env, over.env),
    envFrom: added(container.envFrom, over.envFrom),
    ports: added(container.ports, over.ports),
    volumeMounts: added(container.volumeMounts, over.volumeMounts),
    securityContext: fieldsOver(container.securityContext, over.securityContext),
  };
}

function byName<T extends { readonly name: string }>(
  own: T[] = [],
  others: T[] = [],
  merge: (own: T, other: T) => T,
): T[] | undefined {
  const merged = own.map((item) => {
    const other = others.find(({ name }) => name === item.name);
    return other ? merge(item, other) : item;
  });
  return unlessEmpty([...merged, ...others.filter(({ name }) => !own.some((item) => item.name === name))]);
}

function added<T>(own: T[] = [], others: T[] = []): T[] | undefined {
  return unlessEmpty([...own, ...others]);
}

function unlessEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function fieldsOver<T extends object>(own?: T, over?: T): T | undefined {
  return own && over ? { ...own, ...over } : over ?? own;
}
