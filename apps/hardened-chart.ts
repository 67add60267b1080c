import { Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { EnvValue, NetworkClient, Probe, ReplicatedMySQL, StatefulWebApp, VolumeSource } from '../lib';

// Linters have rules that these objects do not meet; annotations give the reason. docs/security.md has the full list.
const DIGEST = 'CKV_K8S_43=the digest depends on the registry, name yours in the prop image';
const MYSQL_ANNOTATIONS = {
  'kube-score/ignore': 'service-targets-pod',
  'ignore-check.kube-linter.io/dangling-service': 'the label of the role is written while pods run',
  'checkov.io/skip1': DIGEST,
  'checkov.io/skip2': 'CKV_K8S_8=the agent takes no requests, and ends where it cannot go on',
  'checkov.io/skip3': 'CKV_K8S_9=the readiness of the server is what its agent says',
};

/** An application and its MySQL cluster that pass linters: the defaults, and the props that linters require. */
export class HardenedChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'payments' });

    const mysql = new ReplicatedMySQL(this, 'MySQL', {
      name: 'payments-db',
      labels: {
        'app.kubernetes.io/name': 'payments-db',
        'app.kubernetes.io/instance': 'payments-db',
        'app.kubernetes.io/component': 'database',
        'app.kubernetes.io/part-of': 'payments',
      },
      annotations: MYSQL_ANNOTATIONS,
      imagePullPolicy: 'Always',
      cpuRequest: '1',
      cpuLimit: '2',
      memory: Size.gibibytes(4),
      apiServerCidrs: ['10.0.0.10/32'], // replace it by the addresses of your API servers
      rootPassword: { secret: 'payments-db', key: 'root-password' },
      database: 'payments',
      user: 'payments',
      userPassword: { secret: 'payments-db', key: 'password' },
    });

    const web = new StatefulWebApp(this, 'Web', {
      name: 'payments',
      labels: {
        'app.kubernetes.io/name': 'payments',
        'app.kubernetes.io/instance': 'payments',
        'app.kubernetes.io/component': 'server',
        'app.kubernetes.io/part-of': 'payments',
      },
      annotations: { 'checkov.io/skip1': DIGEST },
      image: 'nginxinc/nginx-unprivileged:1.27',
      imagePullPolicy: 'Always',
      cpuLimit: '500m',
      emptyDirs: ['/tmp'],
      readinessProbe: Probe.http('/'),
      livenessProbe: Probe.tcp({ failureThreshold: 6 }),
      clients: [NetworkClient.namespace('ingress-nginx')],
      env: { DATABASE_HOST: EnvValue.fromValue(mysql.primaryHost) },
      // The password is a file: every process in the container can read environment variables.
      extraVolumes: [{
        name: 'password',
        source: VolumeSource.secret('payments-db', { items: { password: 'password' }, defaultMode: 0o440 }),
        mountPath: '/run/secrets/payments',
        readOnly: true,
      }],
    });

    mysql.allow(web);
  }
}
