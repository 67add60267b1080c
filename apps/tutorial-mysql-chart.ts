import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { NetworkClient, ReplicatedMySQL, ReplicatedMySQLProps } from '../lib';

// The clients of the tutorial are pods of `kubectl run` in the same namespace.
const COMMON: ReplicatedMySQLProps = {
  rootPassword: { secret: 'mysql', key: 'root-password' },
  clients: [NetworkClient.allPods()],
};

/** The Japanese edition of the tutorial, with a current MySQL. */
export const JAPANESE: ReplicatedMySQLProps = {
  ...COMMON,
  primarySettingsKey: 'master.cnf',
  replicaSettingsKey: 'slave.cnf',
};

/** The Korean edition, which has more labels. */
export const KOREAN: ReplicatedMySQLProps = {
  ...COMMON,
  selector: { 'app': 'mysql', 'app.kubernetes.io/name': 'mysql' },
  readServiceOptions: { labels: { readonly: 'true' } },
};

/** The "replicated stateful application" tutorial of Kubernetes, with safe defaults. */
export class TutorialMySQLChart extends Chart {
  constructor(scope: Construct, id: string, props: ReplicatedMySQLProps) {
    super(scope, id);
    new ReplicatedMySQL(this, 'MySQL', props);
  }
}
