import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** A key that is too weak for mysqld. */
export const RSA_1024 = ['-newkey', 'rsa:1024', '-nodes'];

/** The data of a Secret of type TLS. */
export interface Certificate {
  readonly 'ca.crt': string;
  readonly 'tls.crt': string;
  readonly 'tls.key': string;
}

/** A certificate authority made with openssl. */
export class CertificateAuthority {
  private readonly directory = mkdtempSync(join(tmpdir(), 'pki-'));

  public constructor(name: string) {
    this.openssl('req', '-x509', ...KEY, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', `/CN=${name}`);
  }

  public get certificate(): string { return this.read('ca.crt'); }

  /** Issues a certificate for hosts, with its key. */
  public issue(serial: number, hosts: string[], key = KEY): Certificate { return this.sign(serial, hosts, 'ca', key); }

  /** Issues a certificate by an intermediate CA, whose certificate follows in the chain. */
  public issueByIntermediate(serial: number, hosts: string[]): Certificate {
    writeFileSync(join(this.directory, 'extensions'), 'basicConstraints=critical,CA:TRUE\n');
    this.openssl('req', ...KEY, '-keyout', 'intermediate.key', '-out', 'intermediate.csr', '-subj', '/CN=intermediate');
    this.signRequest('intermediate', 'ca', 1, 2);
    const leaf = this.sign(serial, hosts, 'intermediate');
    return { ...leaf, 'tls.crt': leaf['tls.crt'] + this.read('intermediate.crt') };
  }

  public remove(): void { rmSync(this.directory, { recursive: true, force: true }); }

  private sign(serial: number, hosts: string[], ca: string, key = KEY): Certificate {
    this.openssl('req', ...key, '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=mysql');
    writeFileSync(join(this.directory, 'extensions'), `subjectAltName=${hosts.map((host) => `DNS:${host}`).join()}\n`);
    this.signRequest('tls', ca, serial, 1);
    return { 'ca.crt': this.certificate, 'tls.crt': this.read('tls.crt'), 'tls.key': this.read('tls.key') };
  }

  private signRequest(name: string, ca: string, serial: number, days: number): void {
    const issuer = ['-CA', `${ca}.crt`, '-CAkey', `${ca}.key`, '-set_serial', `${serial}`];
    const files = ['-in', `${name}.csr`, '-out', `${name}.crt`, '-extfile', 'extensions'];
    this.openssl('x509', '-req', ...issuer, ...files, '-days', `${days}`);
  }

  private read(name: string): string { return readFileSync(join(this.directory, name), 'utf8'); }

  private openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.directory, stdio: ['ignore', 'ignore', 'pipe'] });
  }
}
