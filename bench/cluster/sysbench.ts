import { execFile, spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { DATABASE, PASSWORDS, USER } from './manifests';

const LIMIT = 180_000;
const LOAD = ['oltp_read_write', '--tables=4', '--table-size=50000', '--threads=4'];

/** Fails before anything is created, if sysbench is missing. */
export function validateSysbench(): void {
  if (spawnSync('sysbench', ['--version']).status !== 0) throw new Error('sysbench is not installed: apt-get install sysbench');
}

/** Runs sysbench against a server's address. The password is in a temporary file that only this user can read. */
export async function sysbench(host: string, command: 'prepare' | 'run', ...options: string[]): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'sysbench-'));
  const config = join(directory, 'sysbench.cnf');
  try {
    writeFileSync(config, `mysql-host=${host}\nmysql-user=${USER}\nmysql-password=${PASSWORDS.user}\nmysql-db=${DATABASE}\n`, { mode: 0o600 });
    return await output('sysbench', [`--config-file=${config}`, ...LOAD, ...options, command]);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function output(program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => execFile(program, args, { timeout: LIMIT }, (error, stdout, stderr) => {
    if (error) reject(new Error(`${error.message}\n${stdout}${stderr}`)); else resolve(stdout);
  }));
}

/** Transactions per second. */
export function rateIn(report: string): number {
  const found = /transactions:\s+\d+\s+\(([\d.]+) per sec/.exec(report);
  if (!found) throw new Error(`sysbench reports no transactions:\n${report}`);
  return Number(found[1]);
}
