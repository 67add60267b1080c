import { execFile, spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { DATABASE, PASSWORDS, USER } from './set';

const LIMIT = 180_000;
const LOAD = ['oltp_read_write', '--tables=4', '--table-size=50000', '--threads=4'];

/** Says what is missing before anything is made on the cluster. */
export function checkSysbench(): void {
  if (spawnSync('sysbench', ['--version']).status !== 0) throw new Error('there is no sysbench here: apt-get install sysbench');
}

/** Runs sysbench from here at a server's address; the password is in a file that only this user can read, and for this time only. */
export async function sysbench(host: string, command: 'prepare' | 'run', ...options: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sysbench-'));
  const config = join(folder, 'sysbench.cnf');
  try {
    writeFileSync(config, `mysql-host=${host}\nmysql-user=${USER}\nmysql-password=${PASSWORDS.user}\nmysql-db=${DATABASE}\n`, { mode: 0o600 });
    return await output('sysbench', [`--config-file=${config}`, ...LOAD, ...options, command]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function output(program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => execFile(program, args, { timeout: LIMIT }, (error, stdout, stderr) => {
    if (error) reject(new Error(`${error.message}\n${stdout}${stderr}`)); else resolve(stdout);
  }));
}

/** Transactions in a second. */
export function rateIn(report: string): number {
  const found = /transactions:\s+\d+\s+\(([\d.]+) per sec/.exec(report);
  if (!found) throw new Error(`sysbench has counted no transactions:\n${report}`);
  return Number(found[1]);
}
