import { ReplicatedMySQL } from '../../lib';
import { BOUNDED } from '../../lib/replicated-mysql/settings/bounded-options';
import { currentName, whyOwned } from '../../lib/replicated-mysql/settings/owned-options';
import { rootSql, SHOP } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { synth } from '../cluster/synth';
import { ALLOCATED, VALUES } from './values';

/** An option of mysqld. */
export interface Option {
  readonly name: string;
  readonly default: string;
  /** The limits of a number. */
  readonly least?: string;
  readonly most?: string;
}

export type OptionClass = 'free' | 'bounded' | 'owned';

/** The prop storageEngines sets it. */
const BY_PROP = 'disabled-storage-engines';

export function classOf(name: string): OptionClass {
  if (whyOwned(withoutSwitch(name)) !== undefined || name === BY_PROP) return 'owned';
  return BOUNDED[currentName(name)] ? 'bounded' : 'free';
}

/** `skip-networking` is an option of its own, and `networking` is what the rules name. */
const withoutSwitch = (name: string) => name.replace(/^skip-/, '');

/** The values that are tried, one in each pass. */
export function valuesOf(option: Option): readonly string[] {
  const { name, least, most } = option;
  if (classOf(name) === 'owned') return [];
  const words = VALUES[currentName(name)];
  if (words) return words;
  if (least !== undefined && most !== undefined) return [...new Set([least, ALLOCATED.test(name) ? times4(option) : most])];
  const switched = { TRUE: 'OFF', FALSE: 'ON', ON: 'OFF', OFF: 'ON' }[option.default];
  return switched ? [switched] : [];
}

function times4(option: Option): string {
  const most = BigInt(option.most!);
  const wanted = 4n * BigInt(Math.max(Number(option.default) || 0, 256));
  return String(wanted < most ? wanted : most);
}

/** What mysqld of the image says of its options. */
export async function readOptions(): Promise<Option[]> {
  const namespace = await Namespace.create('sweep');
  try {
    await namespace.createSecret('passwords', { root: 'root password', app: 'app password' });
    await namespace.apply(synth((chart) => { new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 1 }); }));
    await namespace.untilReady('mysql', 1);
    const { stdout } = await namespace.bash('mysql-0 -c mysql', 'mysqld --no-defaults --verbose --help 2>/dev/null');
    const ranges = await rootSql(namespace, 'mysql-0', 'SELECT REPLACE(VARIABLE_NAME, "_", "-"), MIN_VALUE, MAX_VALUE, VARIABLE_VALUE'
      + ' FROM performance_schema.variables_info JOIN performance_schema.global_variables USING (VARIABLE_NAME)');
    return optionsIn(stdout, ranges.map((line) => line.split('\t')));
  } finally {
    await namespace.delete();
  }
}

/** The list at the end of the help; those of the plugins are known to the running server alone. */
export function optionsIn(help: string, ranges: string[][]): Option[] {
  const lines = help.slice(help.indexOf('\n-----')).split('\n').slice(2);
  const listed = lines.slice(0, lines.indexOf('')).map((line) => /^(\S+)\s*(.*)$/.exec(line)!.slice(1));
  const plugins = ranges.filter(([name]) => name.startsWith('clone-')).map(([name, , , value]) => [name, value]);
  const limits = new Map(ranges.map(([name, least, most]) => [name, { least, most }]));
  return [...listed, ...plugins].map(([name, value]) => {
    const { least, most } = limits.get(name) ?? {};
    return { name, default: value, ...(most && most !== '0' ? { least, most } : {}) };
  });
}
