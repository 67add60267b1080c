import { Chart, Testing } from 'cdk8s';
import { ReplicatedMySQL, ReplicatedMySQLProps } from '../../lib';
import { chart } from '../parts/charts';

export type Objects = ReturnType<typeof Testing.synth>;

export const ROOT = { rootPassword: { secret: 'mysql', key: 'root-password' } };

/** What a set with these props is written as. */
export function synth(props: Partial<ReplicatedMySQLProps> = {}, scope: Chart = chart()): Objects {
  new ReplicatedMySQL(scope, 'MySQL', { ...ROOT, ...props });
  return Testing.synth(scope);
}
