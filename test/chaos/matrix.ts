import { Outcome } from './run';

/** An outcome, and with what it was seen. */
export interface Row extends Outcome {
  readonly commit: string;
  readonly mysql: string;
  readonly kubernetes: string;
}

const HEAD = `# Failure matrix

What each fault costs. Written by \`npm run chaos\`, not by hand: for each row a set of three servers of its own, four connections that write through the
primary's address and one that reads through the address for reads, all the time; then the fault; then a wait until the set has healed. Every row that was
acknowledged is then looked for on every server, GTID sets and \`CHECKSUM TABLE\` are compared, and every second's answers of every member are judged:
a pod that was Ready while it was empty, older than \`maxLag\`, or writable without being the primary counts as wrong.

- *rows*: acknowledged to the client / missing afterwards on any server.
- *writes away*: seconds from the last acknowledged row before to the first one after.
- *strength*: seconds from the fault until all servers were Ready again, the length of the fault included.
- *wrongly Ready*: such seconds; \`-\` where no client was there to see them.
- *restarts*: containers that the kubelet started again.
`;

const COLUMNS = ['fault', 'durability', 'rows', 'writes away', 'strength', 'restarts', 'wrongly Ready', 'by a person', 'what happened', 'seen with'];

/** The page, from all rows. */
export function pageOf(rows: Row[], faults: Named[]): string {
  const lines = rows.map((row) => line(cellsOf(row)));
  return [HEAD, line(COLUMNS), line(COLUMNS.map(() => '---')), ...lines, '', ...missedIn(rows), ...notRun(rows, faults)].join('\n');
}

interface Named { readonly name: string; readonly title: string }

function notRun(rows: Row[], faults: Named[]): string[] {
  const missing = faults.filter(({ name }) => !rows.some(({ fault }) => fault === name));
  return missing.length > 0 ? ['## Not run to the end yet', '', ...missing.map(({ name, title }) => `- ${title} (\`${name}\`)`), ''] : [];
}

function cellsOf(row: Row): string[] {
  return [
    `${row.title} (\`${row.fault}\`)`,
    row.durability,
    `${row.acknowledged} / ${row.lost}`,
    row.outage === undefined ? '-' : `${row.outage.toFixed(1)} s`,
    `${row.strength.toFixed(0)} s`,
    `${row.restarts}`,
    `${row.wrong?.length ?? '-'}`,
    row.human ?? 'nothing',
    row.notes.join('; '),
    `${row.commit}, MySQL ${row.mysql}, Kubernetes ${row.kubernetes}`,
  ];
}

function missedIn(rows: Row[]): string[] {
  const missed = rows.flatMap((row) => row.missed.map((goal) => `- ${row.fault}, ${row.durability}: ${goal}`));
  return missed.length > 0 ? ['## Goals missed', '', ...missed, ''] : [];
}

function line(cells: string[]): string { return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`; }

/** Rows with new ones in the place of older ones of the same fault and durability. */
export function merge(old: Row[], fresh: Row[], order: string[]): Row[] {
  const key = ({ fault, durability }: Row) => `${fault} ${durability}`;
  const rows = new Map([...old, ...fresh].map((row) => [key(row), row]));
  const place = ({ fault }: Row) => order.indexOf(fault);
  return [...rows.values()].filter((row) => place(row) >= 0)
    .sort((one, other) => place(one) - place(other) || other.durability.localeCompare(one.durability));
}

/** A row for those who watch. */
export function shortLine({ fault, durability, acknowledged, lost, outage, strength, wrong, missed }: Outcome): string {
  const verdict = missed.length > 0 ? `MISSED: ${missed.join('; ')}` : 'ok';
  const figures = `${acknowledged} rows, ${lost} lost, writes away ${outage === undefined ? '-' : `${outage.toFixed(1)} s`}, strength ${strength.toFixed(0)} s`;
  return `${fault.padEnd(20)} ${durability.padEnd(9)} ${figures}, wrong ${wrong?.length ?? '-'}  ${verdict}`;
}
