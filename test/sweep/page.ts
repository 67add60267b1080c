import { Size } from 'cdk8s';
import { BOUNDED } from '../../lib/replicated-mysql/settings/bounded-options';
import { currentName, whyOwned } from '../../lib/replicated-mysql/settings/owned-options';
import { classOf, OptionClass } from './options';

/** What the sweep has found of an option. */
export interface Row {
  readonly option: string;
  readonly class: OptionClass;
  /** The values that were tried, with what has failed. */
  readonly tried: { readonly [value: string]: string };
}

/** Of the clusters of the sweep. */
const ROOM = { memory: Size.gibibytes(1), storage: Size.gibibytes(10) };

const INTRODUCTION = `# Settings of mysqld

Every option of mysqld, and what \`settings\` may do with it. \`npm run sweep\` writes this page; do not edit it.

- *free*: any value that mysqld takes.
- *bounded*: within the limits of \`lib/replicated-mysql/settings/bounded-options.ts\`.
- *owned*: refused, with the reason in \`lib/replicated-mysql/settings/owned-options.ts\`, or set by a prop.

The values in the table were tried in groups. With each group, a MySQL cluster of two servers with \`durability: SEMI_SYNC\` was started, its
replica was filled by a copy, the primary was moved, the root password was changed, and both servers were restarted; at the end both had
the same rows. A group that failed was halved until the value was found. Values are the lowest and the highest, four times the default where
the highest would need more memory than the pod has, or every other word. Options of files and hosts have none.

Swept with`;

/** The same rows after a change of the rules: what is refused now was not tried. */
export function classified(rows: Row[]): Row[] {
  return rows.map(({ option, tried }) => {
    const refused = (value: string) => classOf(option) === 'owned' || BOUNDED[currentName(option)]?.accepts(value, ROOM) === false;
    return { option, class: classOf(option), tried: Object.fromEntries(Object.entries(tried).filter(([value]) => !refused(value))) };
  });
}

/** The page of docs/. */
export function pageOf(rows: Row[], version: string): string {
  const lines = rows.map((row) => `| \`${row.option}\` | ${row.class} | ${triedOf(row)} |`);
  return `${INTRODUCTION} ${version}.\n\n| option | class | tried, or the reason |\n| --- | --- | --- |\n${lines.join('\n')}\n`;
}

function triedOf({ option, tried }: Row): string {
  const values = Object.entries(tried).map(([value, failure]) => `\`${value}\`${failure && `: **${failure}**`}`);
  return [reasonOf(option), ...values].filter((text) => text).map(escaped).join('; ');
}

function reasonOf(option: string): string {
  if (classOf(option) === 'bounded') return BOUNDED[currentName(option)].hint.replace('leave it out: ', '');
  if (classOf(option) === 'free') return '';
  return whyOwned(option) ?? whyOwned(option.replace(/^skip-/, '')) ?? 'the prop storageEngines sets it';
}

const escaped = (text: string) => text.replaceAll('|', '\\|');
