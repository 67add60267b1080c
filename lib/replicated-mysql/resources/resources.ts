import { Size } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { quantity, sizeQuantity } from '../../private/scalars';
import { Resolved } from '../defaults';

/** What a container asks for of the node's disk; a new database alone takes 200 MiB. */
export const DISK_REQUEST = { kept: Size.mebibytes(64), ephemeral: Size.mebibytes(512) };

/** What mysqld may use, and the init container, which starts one as well. */
export function serverResources(set: Resolved): k8s.ResourceRequirements {
  const disk = set.ephemeral ? DISK_REQUEST.ephemeral : DISK_REQUEST.kept;
  return {
    requests: {
      'cpu': quantity(set.cpuRequest),
      'memory': sizeQuantity(set.memory),
      'ephemeral-storage': sizeQuantity(disk),
    },
    limits: {
      'memory': sizeQuantity(set.memory),
      'ephemeral-storage': sizeQuantity(set.ephemeralStorage),
      ...cpu(set.cpuLimit),
    },
  };
}

/** The agent needs little, and is limited in CPU only where the server is. */
export function agentResources(set: Resolved): k8s.ResourceRequirements {
  return {
    requests: { 'cpu': quantity('20m'), 'memory': quantity('64Mi'), 'ephemeral-storage': quantity('16Mi') },
    limits: { 'memory': quantity('256Mi'), 'ephemeral-storage': quantity('256Mi'), ...cpu(set.cpuLimit && '1') },
  };
}

function cpu(limit: string | undefined): { [resource: string]: k8s.Quantity } | undefined {
  return limit ? { cpu: quantity(limit) } : undefined;
}
