import { Construct } from 'constructs';
import { Service } from '../../kubernetes/service';
import { serviceMetadataOf, ServiceOptions, serviceSpecOf } from '../../workload/service-options';
import { Resolved } from '../defaults';

/** Port of MySQL, in the pods and at every Service. */
export const PORT = 3306;

/** The label with the role of a pod, which the agents keep. */
const ROLE = 'cdk8s-stateful/role';

/** The Services that clients use. */
export interface ClientServices {
  readonly primary: Service;
  readonly readers: Service;
}

export function addServices(scope: Construct, set: Resolved): ClientServices {
  const { selector } = set;
  const add = (id: string, name: string, options: ServiceOptions | undefined, pods: PodSelection) => {
    const ports = [{ name: 'mysql', port: PORT }];
    const metadata = serviceMetadataOf(set, options);
    return new Service(scope, id, { ...pods, ...metadata, name, ports, spec: serviceSpecOf(options) });
  };
  // servers that are not Ready must find each other, to learn who has data
  const members = { headless: true, publishNotReadyAddresses: true, selector };
  add('Members', set.serviceName, set.serviceOptions, members);
  const writable = { selector: { ...selector, [ROLE]: 'primary' } };
  const primary = add('Primary', set.primaryServiceName, set.primaryServiceOptions, writable);
  const readers = add('Readers', set.readServiceName, set.readServiceOptions, { selector });
  return { primary, readers };
}

interface PodSelection {
  readonly selector: { [key: string]: string };
  readonly headless?: boolean;
  readonly publishNotReadyAddresses?: boolean;
}
