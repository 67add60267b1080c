import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** A key that mysqld refuses. */
export const RSA_1024 = ['-newkey', 'rsa:1024', '-nodes'];

/** Texts of a Secret for TLS. */
export interface Certificate {
  readonly 'ca.crt': string;
  readonly 'tls.crt': string;
  readonly 'tls.key': string;
}

/** A certificate authority of a test, by openssl. */
export class Authority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'pki-'));

  public constructor(name: string) {
    this.openssl('req', '-x509', ...KEY, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', `/CN=${name}`);
  }

  public get certificate(): string { return this.read('ca.crt'); }

  /** A certificate for hosts, with its key. */
  public issue(serial: number, hosts: string[], key = KEY): Certificate { return this.sign(serial, hosts, 'ca', key); }

  /** The same from an intermediate CA, which stands behind the certificate. */
  public issueByIntermediate(serial: number, hosts: string[]): Certificate {
    writeFileSync(join(this.folder, 'constraints'), 'basicConstraints=critical,CA:TRUE\n');
    this.openssl('req', ...KEY, '-keyout', 'middle.key', '-out', 'middle.csr', '-subj', '/CN=middle');
    this.openssl('x509', '-req', '-in', 'middle.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-set_serial', '1', '-days', '2', '-extfile', 'constraints', '-out', 'middle.crt');
    const leaf = this.sign(serial, hosts, 'middle');
    return { ...leaf, 'tls.crt': leaf['tls.crt'] + this.read('middle.crt') };
  }

  public remove(): void { rmSync(this.folder, { recursive: true, force: true }); }

  private sign(serial: number, hosts: string[], ca: string, key = KEY): Certificate {
    this.openssl('req', ...key, '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=mysql');
    writeFileSync(join(this.folder, 'names'), `subjectAltName=${hosts.map((host) => `DNS:${host}`).join()}\n`);
    this.openssl('x509', '-req', '-in', 'tls.csr', '-CA', `${ca}.crt`, '-CAkey', `${ca}.key`, '-set_serial', `${serial}`, '-days', '1', '-extfile', 'names', '-out', 'tls.crt');
    return { 'ca.crt': this.certificate, 'tls.crt': this.read('tls.crt'), 'tls.key': this.read('tls.key') };
  }

  private read(name: string): string { return readFileSync(join(this.folder, name), 'utf8'); }

  private openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] });
  }
}
