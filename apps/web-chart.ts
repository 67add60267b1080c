import { Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { StatefulWebApp } from '../lib';

/** What differs from the example in `dist/`. */
export interface SafeWebChartProps {
  /** Whether pods start and stop in parallel. */
  readonly parallel?: boolean;
}

/** A web server whose pods keep their own pages. It meets the Pod Security level "restricted". */
export class SafeWebChart extends Chart {
  constructor(scope: Construct, id: string, props: SafeWebChartProps = {}) {
    super(scope, id);
    new StatefulWebApp(this, 'Web', {
      name: 'safe-web',
      image: 'nginxinc/nginx-unprivileged:1.27',
      storage: Size.gibibytes(1),
      mountPath: '/usr/share/nginx/html',
      emptyDirs: ['/tmp'],
      clusterIpService: true,
      parallel: props.parallel,
      cpuRequest: '10m',
      memoryRequest: Size.mebibytes(32),
      memoryLimit: Size.mebibytes(64),
    });
  }
}
