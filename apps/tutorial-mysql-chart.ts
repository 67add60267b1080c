import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ReplicatedMySQL, ReplicatedMySQLProps } from '../lib';

const ROOT_PASSWORD = { secret: 'mysql', key: 'root-password' };

/** What the Japanese pages of the replicated MySQL tutorial describe, with a MySQL of today. */
export const JAPANESE: ReplicatedMySQLProps = {
  rootPassword: ROOT_PASSWORD,
  primarySettingsKey: 'master.cnf',
  replicaSettingsKey: 'slave.cnf',
};

/** What the Korean page describes: other keys, and more labels. */
export const KOREAN: ReplicatedMySQLProps = {
  rootPassword: ROOT_PASSWORD,
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
