import { MySQLChart } from '../../apps/mysql-chart';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';
import { deletion } from './mysql/deletion';
import { rescheduling } from './mysql/rescheduling';
import { scale } from './mysql/scale';
import { startup } from './mysql/startup';
import { traffic } from './mysql/traffic';
import { TutorialCluster } from './mysql/tutorial-cluster';

// The procedures M1 to M26 of procedures.md on the MySQL cluster of apps/.
scenario('mysql-tutorial', (step) => {
  const mysql = new TutorialCluster(synth((scope) => new MySQLChart(scope, 'mysql')));
  afterAll(() => mysql.loop?.stop());
  startup(step, mysql);
  traffic(step, mysql);
  rescheduling(step, mysql);
  scale(step, mysql);
  deletion(step, mysql);
});
