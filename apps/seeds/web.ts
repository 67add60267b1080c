import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Service, StatefulSet } from '../../lib';

/** What differs between the two manifests of the tutorial. */
export interface WebProps {
  /** Whether pods start and stop in parallel. */
  readonly parallel?: boolean;
}

const APP = { app: 'nginx' };

/** The web application of the StatefulSet basics: a Service and a StatefulSet, exactly as in the tutorial. */
export class Web extends Chart {
  constructor(scope: Construct, id: string, props: WebProps = {}) {
    super(scope, id);
    const service = new Service(this, 'Service', {
      name: 'nginx', labels: APP, ports: [{ name: 'web', port: 80 }], headless: true, selector: APP,
    });
    new StatefulSet(this, 'Pods', {
      name: 'web',
      selector: APP,
      serviceName: service.name,
      podManagementPolicy: props.parallel ? 'Parallel' : undefined,
      replicas: 2,
      pod: {
        containers: [{
          name: 'nginx',
          image: 'k8s.gcr.io/nginx-slim:0.8',
          ports: [{ name: 'web', containerPort: 80 }],
          volumeMounts: [{ name: 'www', mountPath: '/usr/share/nginx/html' }],
        }],
      },
      claims: [{ name: 'www', size: '1Gi' }],
    });
  }
}
