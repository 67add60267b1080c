/**
 * Pages of docs/ whose commands are run, in this order. Those of parts make what they need and take it away; the others work on one set and one
 * application that the first two of them make, and the last one deletes both.
 */
export const GUIDES = [
  'parts/config-map.md',
  'parts/service.md',
  'parts/rights.md',
  'parts/network-policy.md',
  'parts/pod-disruption-budget.md',
  'parts/stateful-set.md',
  'replicated-mysql.md',
  'stateful-web-app.md',
  'runbooks/what-outlives-a-pod.md',
  'runbooks/dump-and-load.md',
  'runbooks/change-a-password.md',
  'runbooks/scale.md',
  'runbooks/roll-out.md',
  'runbooks/orphan-and-adopt.md',
  'runbooks/drain-a-node.md',
  'runbooks/switch-the-primary.md',
  'runbooks/tls.md',
  'runbooks/restore-readiness.md',
  'runbooks/replace-a-disk.md',
  'runbooks/resize-volumes.md',
  'runbooks/clean-up.md',
].map((page) => `docs/${page}`);
