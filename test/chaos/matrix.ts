import { Outcome } from './outcome';

/** The versions with which a fault was run. */
export interface Versions {
  readonly commit: string;
  readonly mysql: string;
  readonly kubernetes: string;
}

/** A row of the matrix. */
export interface Row extends Outcome, Versions {}

const HEAD = `# Failure matrix

What each fault costs. \`npm run chaos\` writes this page; do not edit it. For each row, it starts a MySQL cluster of three servers and a client
that writes over four connections to the primary's host and reads from the host for reads, without a pause. Then it causes the fault, and
waits until the cluster is healthy again. Afterwards it looks for every acknowledged row on every server, and compares GTID sets and
\`CHECKSUM TABLE\`. Every second, it also asks each server for its state: a pod must not be Ready while it is empty, is behind by more than
\`maxLag\`, or is writable without being the primary.

- *rows*: rows acknowledged to the client / rows missing afterwards on any server.
- *write outage*: seconds from the last acknowledged row before the fault to the first one after it.
- *recovery time*: seconds from the begin of the fault until all servers were Ready again.
- *restarts*: containers that the kubelet restarted.
- *false ready*: answers of a Ready pod that it must not give; \`-\` if no client was running.
- *manual action*: what a person does.
`;

const COLUMNS = [
  'fault', 'durability', 'rows', 'write outage', 'recovery time', 'restarts', 'false ready', 'manual action', 'notes', 'versions',
];

interface Named { readonly name: string; readonly title: string }

/** The page of all rows. */
export function pageOf(rows: Row[], faults: Named[]): string {
  const lines = rows.map((row) => line(cellsOf(row)));
  return [HEAD, line(COLUMNS), line(COLUMNS.map(() => '---')), ...lines, '', ...missedIn(rows), ...notRun(rows, faults)].join('\n');
}

function notRun(rows: Row[], faults: Named[]): string[] {
  const missing = faults.filter(({ name }) => !rows.some(({ fault }) => fault === name));
  return missing.length > 0 ? ['## Not run yet', '', ...missing.map(({ name, title }) => `- ${title} (\`${name}\`)`), ''] : [];
}

function cellsOf(row: Row): string[] {
  return [
    `${row.title} (\`${row.fault}\`)`,
    row.durability,
    `${row.acknowledged} / ${row.lost}`,
    row.writeOutage === undefined ? '-' : `${row.writeOutage.toFixed(1)} s`,
    `${row.recoveryTime.toFixed(0)} s`,
    `${row.restarts}`,
    `${row.falseReady?.length ?? '-'}`,
    row.manualAction ?? 'none',
    row.notes.join('; '),
    `${row.commit}, MySQL ${row.mysql}, Kubernetes ${row.kubernetes}`,
  ];
}

function missedIn(rows: Row[]): string[] {
  const missed = rows.flatMap((row) => row.missedGoals.map((goal) => `- ${row.fault}, ${row.durability}: ${goal}`));
  return missed.length > 0 ? ['## Missed goals', '', ...missed, ''] : [];
}

function line(cells: string[]): string { return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`; }

/** New rows replace old ones of the same fault and durability. */
export function merge(old: Row[], fresh: Row[], order: string[]): Row[] {
  const key = ({ fault, durability }: Row) => `${fault} ${durability}`;
  const rows = new Map([...old, ...fresh].map((row) => [key(row), row]));
  const rank = ({ fault }: Row) => order.indexOf(fault);
  return [...rows.values()].filter((row) => rank(row) >= 0)
    .sort((one, other) => rank(one) - rank(other) || other.durability.localeCompare(one.durability));
}

/** An outcome in one line. */
export function summaryOf(outcome: Outcome): string {
  const { fault, durability, acknowledged, lost, writeOutage, recoveryTime, falseReady, missedGoals } = outcome;
  const figures = [
    `${acknowledged} rows`, `${lost} lost`, `write outage ${writeOutage === undefined ? '-' : `${writeOutage.toFixed(1)} s`}`,
    `recovery time ${recoveryTime.toFixed(0)} s`, `false ready ${falseReady?.length ?? '-'}`,
  ].join(', ');
  const result = missedGoals.length > 0 ? `MISSED: ${missedGoals.join('; ')}` : 'ok';
  return `${fault.padEnd(21)} ${durability.padEnd(9)} ${figures}  ${result}`;
}
