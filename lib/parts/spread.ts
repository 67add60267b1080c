import type { k8s } from 'cdk8s-plus-27';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

/**
 * Pods of these labels keep to different zones and nodes as far as there are any; they start in any case.
 *
 * The scheduler passes over all constraints at nodes that lack a key of one of them, and nodes of a small cluster have no zone.
 * There the affinity still tells nodes apart.
 */
export function spreadOver(matchLabels: { [key: string]: string }): Pick<k8s.PodSpec, 'affinity' | 'topologySpreadConstraints'> {
  const labelSelector = { matchLabels };
  const evenly = (topologyKey: string) => ({ labelSelector, maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway' });
  return {
    affinity: {
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { labelSelector, topologyKey: HOST } }] },
    },
    topologySpreadConstraints: [evenly(HOST), evenly(ZONE)],
  };
}
