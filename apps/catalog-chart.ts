import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { NetworkClient, ReplicatedMySQL } from '../lib';

/** What differs between environments. */
export interface CatalogChartProps {
  /** Whether the data is lost with its pod. */
  readonly ephemeral: boolean;
}

/** The catalog MySQL of the EKS workshop: one server, names from an existing Secret, an image from another registry. */
export class CatalogChart extends Chart {
  constructor(scope: Construct, id: string, props: CatalogChartProps) {
    super(scope, id, { namespace: 'catalog' });
    const secret = 'catalog-db';
    new ReplicatedMySQL(this, 'MySQL', {
      name: 'catalog-mysql',
      replicas: 1,
      image: 'public.ecr.aws/docker/library/mysql:9.7',
      ephemeral: props.ephemeral,
      selector: {
        'app.kubernetes.io/name': 'catalog',
        'app.kubernetes.io/instance': 'catalog',
        'app.kubernetes.io/component': 'mysql',
      },
      labels: { 'app.kubernetes.io/created-by': 'eks-workshop', 'app.kubernetes.io/team': 'database' },
      rootPassword: { secret: 'catalog-root', key: 'password' },
      userFrom: { secret, key: 'username' },
      userPassword: { secret, key: 'password' },
      databaseFrom: { secret, key: 'name' },
      clients: [NetworkClient.allPods()],
    });
  }
}
