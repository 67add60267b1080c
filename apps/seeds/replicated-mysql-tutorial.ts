import { Chart, ChartProps } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ConfigMap, Service, StatefulSet } from '../../lib';

/** What differs between the editions of the tutorial, and its scripts. */
export interface ReplicatedMySQLTutorialProps extends ChartProps {
  /** MySQL settings by key of the ConfigMap. */
  readonly settings: { [key: string]: string };
  /** Script that writes the settings of a pod. */
  readonly initScript: string;
  /** Script that clones the data of the pod with the ordinal below. */
  readonly cloneScript: string;
  /** Script that starts replication and serves clones. */
  readonly backupScript: string;
  /** Whether objects also have the recommended label, as in newer editions. */
  readonly recommendedLabels?: boolean;
}

const APP = { app: 'mysql' };
const CONF = { name: 'conf', mountPath: '/etc/mysql/conf.d' };
const DATA = { name: 'data', mountPath: '/var/lib/mysql', subPath: 'mysql' };
const MYSQL_IMAGE = 'mysql:5.7';
const BACKUP_IMAGE = 'gcr.io/google-samples/xtrabackup:1.0';

/** The replicated MySQL tutorial of Kubernetes, exactly as there: MySQL 5.7, to read and to compare. Do not run it. */
export class ReplicatedMySQLTutorial extends Chart {
  constructor(scope: Construct, id: string, props: ReplicatedMySQLTutorialProps) {
    super(scope, id, props);
    const recommended = props.recommendedLabels ? { 'app.kubernetes.io/name': 'mysql' } : undefined;
    const labels = { ...APP, ...recommended };
    const ports = [{ name: 'mysql', port: 3306 }];

    new ConfigMap(this, 'Settings', { name: 'mysql', labels, data: props.settings });
    const servers = new Service(this, 'Servers', { name: 'mysql', labels, ports, headless: true, selector: APP });
    new Service(this, 'Readers', {
      name: 'mysql-read', labels: { ...labels, ...recommended && { readonly: 'true' } }, ports, selector: APP,
    });
    new StatefulSet(this, 'Pods', {
      name: 'mysql',
      selector: labels,
      serviceName: servers.name,
      replicas: 3,
      pod: podOf(props),
      claims: [{ name: 'data', size: '10Gi' }],
    });
  }
}

function podOf(props: ReplicatedMySQLTutorialProps): k8s.PodSpec {
  const bash = (script: string) => ['bash', '-c', script];
  const confDrop = { name: 'conf', mountPath: '/mnt/conf.d' };
  const settings = { name: 'config-map', mountPath: '/mnt/config-map' };
  return {
    initContainers: [
      { name: 'init-mysql', image: MYSQL_IMAGE, command: bash(props.initScript), volumeMounts: [confDrop, settings] },
      { name: 'clone-mysql', image: BACKUP_IMAGE, command: bash(props.cloneScript), volumeMounts: [DATA, CONF] },
    ],
    containers: [
      serverContainer(),
      {
        name: 'xtrabackup',
        image: BACKUP_IMAGE,
        ports: [{ name: 'xtrabackup', containerPort: 3307 }],
        command: bash(props.backupScript),
        volumeMounts: [DATA, CONF],
        resources: requests('100m', '100Mi'),
      },
    ],
    volumes: [{ name: 'conf', emptyDir: {} }, { name: 'config-map', configMap: { name: 'mysql' } }],
  };
}

function serverContainer(): k8s.Container {
  return {
    name: 'mysql',
    image: MYSQL_IMAGE,
    env: [{ name: 'MYSQL_ALLOW_EMPTY_PASSWORD', value: '1' }],
    ports: [{ name: 'mysql', containerPort: 3306 }],
    volumeMounts: [DATA, CONF],
    resources: requests('500m', '1Gi'),
    livenessProbe: {
      exec: { command: ['mysqladmin', 'ping'] }, initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5,
    },
    readinessProbe: {
      exec: { command: ['mysql', '-h', '127.0.0.1', '-e', 'SELECT 1'] },
      initialDelaySeconds: 5,
      periodSeconds: 2,
      timeoutSeconds: 1,
    },
  };
}

function requests(cpu: string, memory: string): k8s.ResourceRequirements {
  return { requests: { cpu: k8s.Quantity.fromString(cpu), memory: k8s.Quantity.fromString(memory) } };
}
