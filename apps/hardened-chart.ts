import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { EnvValue, NetworkClient, Probe, ReplicatedMySQL, StatefulWebApp } from '../lib';

const SECRET = 'payments-db';

/** What is not so, told to the linters with the reason; docs/security.md says more. */
const DIGEST = 'CKV_K8S_43=the digest depends on the registry, name yours in the prop image';
const SERVER_EXPLAINED = {
  // the agents write the label of the role, by which the Service finds the primary, while pods run
  'kube-score/ignore': 'service-targets-pod',
  'ignore-check.kube-linter.io/dangling-service': 'the label of the role is written while pods run',
  'checkov.io/skip1': DIGEST,
  'checkov.io/skip2': 'CKV_K8S_8=the agent takes no requests, and ends where it cannot go on',
  'checkov.io/skip3': 'CKV_K8S_9=the readiness of the server is what its agent says',
};
const APP_EXPLAINED = { 'checkov.io/skip1': DIGEST };

/** An application and its database for people who run linters: the defaults, and what these ask for beyond them. */
export class HardenedChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'payments' });
    const mysql = this.database();
    mysql.allow(this.application(mysql.primaryHost));
  }

  private database(): ReplicatedMySQL {
    return new ReplicatedMySQL(this, 'MySQL', {
      name: 'payments-db',
      labels: labelsOf('payments-db', 'database'),
      annotations: SERVER_EXPLAINED,
      imagePullPolicy: 'Always',
      cpuRequest: '1',
      cpuLimit: '2',
      memory: '4Gi',
      apiServerCidrs: ['10.0.0.10/32'], // where the API servers of this cluster are
      rootPassword: { secret: SECRET, key: 'root-password' },
      database: 'payments',
      user: 'payments',
      userPassword: { secret: SECRET, key: 'password' },
    });
  }

  private application(host: string): StatefulWebApp {
    const name = 'payments';
    return new StatefulWebApp(this, 'Web', {
      name,
      labels: labelsOf(name, 'server'),
      annotations: APP_EXPLAINED,
      image: 'nginxinc/nginx-unprivileged:1.27',
      imagePullPolicy: 'Always',
      cpuLimit: '500m',
      scratch: ['/tmp'],
      readinessProbe: Probe.http('/'),
      livenessProbe: Probe.tcp({ failureThreshold: 6 }),
      clients: [NetworkClient.namespace('ingress-nginx')],
      env: { DATABASE_HOST: EnvValue.fromValue(host) },
      // as a file: variables are seen by every process of the container, and by whoever may describe the pod's processes
      pod: {
        containers: [{ name, volumeMounts: [{ name: 'password', mountPath: '/run/secrets/payments', readOnly: true }] }],
        volumes: [{ name: 'password', secret: { secretName: SECRET, defaultMode: 0o440, items: [{ key: 'password', path: 'password' }] } }],
      },
    });
  }
}

function labelsOf(name: string, component: string): { [key: string]: string } {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name, 'app.kubernetes.io/component': component, 'app.kubernetes.io/part-of': 'payments' };
}
