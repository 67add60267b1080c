import { MySQLChart } from '../../apps/mysql-chart';
import { documentsOf } from './framework/synth';
import { walk } from './framework/walk';
import { moves } from './mysql/moves';
import { scale } from './mysql/scale';
import { MySQLSet } from './mysql/set';
import { start } from './mysql/start';
import { traffic } from './mysql/traffic';

walk('mysql-procedures', (step) => {
  const set = new MySQLSet(documentsOf((scope) => new MySQLChart(scope, 'mysql')));
  afterAll(() => set.loop?.stop());
  start(step, set);
  traffic(step, set);
  moves(step, set);
  scale(step, set);
});
