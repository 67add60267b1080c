import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { StatefulWebApp } from '../../lib';

/** What differs between the tutorial's two manifests. */
export interface WebProps {
  /** Whether pods start and stop all at once. */
  readonly parallel?: boolean;
}

/** The web application of the StatefulSet basics: with `plain`, exactly as in the tutorial. */
export class Web extends Chart {
  constructor(scope: Construct, id: string, props: WebProps = {}) {
    super(scope, id);
    new StatefulWebApp(this, 'Web', {
      plain: true,
      image: 'k8s.gcr.io/nginx-slim:0.8',
      containerName: 'nginx',
      port: 80,
      portName: 'web',
      replicas: 2,
      parallel: props.parallel,
      selector: { app: 'nginx' },
      serviceName: 'nginx',
      serviceLabels: { app: 'nginx' },
      volumes: [{ name: 'www', size: '1Gi', mountPath: '/usr/share/nginx/html' }],
    });
  }
}
