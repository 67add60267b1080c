import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { StatefulWebApp } from '../lib';

/** What differs from the example in `dist/`. */
export interface SafeWebChartProps {
  /** Whether pods start and stop all at once. */
  readonly parallel?: boolean;
}

/** A web server whose pods each keep their own pages; it runs where Pod Security is "restricted". */
export class SafeWebChart extends Chart {
  constructor(scope: Construct, id: string, props: SafeWebChartProps = {}) {
    super(scope, id);
    new StatefulWebApp(this, 'Web', {
      name: 'safe-web',
      image: 'nginxinc/nginx-unprivileged:1.27',
      storage: '1Gi',
      mountPath: '/usr/share/nginx/html',
      scratch: ['/tmp'],
      balanced: true,
      parallel: props.parallel,
      cpuRequest: '10m',
      memoryRequest: '32Mi',
      memoryLimit: '64Mi',
    });
  }
}
