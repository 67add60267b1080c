import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { refuseDuplicates } from '../parts/unique';
import { Resolved } from './defaults';
import { tlsSecretOf } from './tls';

/** The Certificate of cert-manager that keeps the Secret, where an issuer is named. */
export function addCertificate(scope: Construct, set: Resolved, dnsNames: string[]): void {
  const issuer = set.tls?.issuer;
  if (!issuer) return;
  const name = tlsSecretOf(set);
  const certificate = new ApiObject(scope, 'Certificate', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, labels: set.labels, annotations: set.annotations },
    spec: {
      secretName: name,
      dnsNames,
      issuerRef: { name: issuer.name, kind: issuer.kind ?? 'Issuer', group: issuer.group ?? 'cert-manager.io' },
      privateKey: { rotationPolicy: 'Always' }, // Never was the default before cert-manager 1.18
      usages: ['digital signature', 'key encipherment', 'server auth'],
    },
  });
  refuseDuplicates(certificate);
}
