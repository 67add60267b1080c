/** Pages of docs/ whose commands are run, in this order, on one set and one application that the first two make; the last one deletes both. */
export const GUIDES = [
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
