import { isIP } from 'net';
import { ValidationErrors } from '../../validation/errors';

const HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/i;

/** A host name as a certificate holds it. */
export function validateHost(errors: ValidationErrors, prop: string, host: string): void {
  if (isHost(host)) return;
  errors.add(prop, host, 'a host name, no address, with * at most as the first label', "for example 'db.example.com'");
}

function isHost(host: string): boolean {
  return (
    HOST.test(host) && isIP(host) === 0 && host.length <= 253 && host.split('.').every((label) => label.length <= 63)
  );
}
