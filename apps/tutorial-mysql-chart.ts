import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { NetworkClient, ReplicatedMySQL, ReplicatedMySQLProps } from '../lib';

const ROOT_PASSWORD = { secret: 'mysql', key: 'root-password' };
/** The tutorial's clients are pods that `kubectl run` makes beside the servers. */
const CLIENTS = [NetworkClient.allPods()];

/** What the Japanese pages of the replicated MySQL tutorial describe, with a MySQL of today. */
export const JAPANESE: ReplicatedMySQLProps = {
  rootPassword: ROOT_PASSWORD,
  clients: CLIENTS,
  primarySettingsKey: 'master.cnf',
  replicaSettingsKey: 'slave.cnf',
};

/** What the Korean page describes: other keys, and more labels. */
export const KOREAN: ReplicatedMySQLProps = {
  rootPassword: ROOT_PASSWORD,
  clients: CLIENTS,
  selector: { 'app': 'mysql', 'app.kubernetes.io/name': 'mysql' },
  readServiceLabels: { readonly: 'true' },
};

/** The replicated MySQL tutorial, safe. */
export class TutorialMySQLChart extends Chart {
  constructor(scope: Construct, id: string, props: ReplicatedMySQLProps) {
    super(scope, id);
    new ReplicatedMySQL(this, 'MySQL', props);
  }
}
