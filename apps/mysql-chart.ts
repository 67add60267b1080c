import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { NetworkClient, ReplicatedMySQL } from '../lib';

/** A primary and two replicas, for all pods of the namespace. The root password is in the Secret `mysql`. */
export class MySQLChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new ReplicatedMySQL(this, 'MySQL', {
      rootPassword: { secret: 'mysql', key: 'root-password' },
      clients: [NetworkClient.allPods()],
    });
  }
}
