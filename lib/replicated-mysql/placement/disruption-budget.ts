import { Construct } from 'constructs';
import { PodDisruptionBudget } from '../../kubernetes/pod-disruption-budget';
import { describe, Resolved } from '../defaults';

/**
 * One server at a time is evicted, whatever its role. One that is not Ready serves no client and may be evicted too.
 */
export function addDisruptionBudget(scope: Construct, set: Resolved): void {
  if (!set.disruptionBudget) return;
  const { name, selector } = set;
  const limits = { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' };
  new PodDisruptionBudget(scope, 'Disruptions', { ...describe(set), name, selector, ...limits });
}
