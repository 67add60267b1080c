import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Service, StatefulSet } from '../../lib';

/** What differs between the tutorial's two manifests. */
export interface WebFromPartsProps {
  /** Whether pods start and stop all at once. */
  readonly parallel?: boolean;
}

const APP = { app: 'nginx' };

/** The web application of the StatefulSet basics, from parts. */
export class WebFromParts extends Chart {
  constructor(scope: Construct, id: string, props: WebFromPartsProps = {}) {
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
