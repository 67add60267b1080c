import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { StatefulSet } from '../../lib';

const SELECTOR = {
  'app.kubernetes.io/name': 'catalog',
  'app.kubernetes.io/instance': 'catalog',
  'app.kubernetes.io/component': 'mysql',
};
const LABELS = { 'app.kubernetes.io/created-by': 'eks-workshop', 'app.kubernetes.io/team': 'database' };

/** The catalog database as the EKS workshop has it: one server, an existing Secret, data that is lost with the pod. */
export class CatalogMySQL extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'catalog' });
    new StatefulSet(this, 'Pods', {
      name: 'catalog-mysql',
      labels: LABELS,
      selector: SELECTOR,
      podLabels: LABELS,
      serviceName: 'catalog-mysql',
      replicas: 1,
      pod: {
        containers: [{
          name: 'mysql',
          image: 'public.ecr.aws/docker/library/mysql:8.0',
          imagePullPolicy: 'IfNotPresent',
          env: [
            { name: 'MYSQL_ROOT_PASSWORD', value: 'my-secret-pw' },
            fromSecret('MYSQL_USER', 'username'),
            fromSecret('MYSQL_PASSWORD', 'password'),
            fromSecret('MYSQL_DATABASE', 'name'),
          ],
          ports: [{ name: 'mysql', containerPort: 3306, protocol: 'TCP' }],
          volumeMounts: [{ name: 'data', mountPath: '/var/lib/mysql' }],
        }],
        volumes: [{ name: 'data', emptyDir: {} }],
      },
    });
  }
}

function fromSecret(name: string, key: string): k8s.EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: 'catalog-db', key } } };
}
