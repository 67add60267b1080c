import { Construct } from 'constructs';
import { KubernetesObject } from '../../private/kubernetes-object';
import { withDefaults } from '../../validation/rules';
import { Resolved } from '../defaults';
import { tlsSecretOf } from './pod';
import { ISSUER } from './props';

/** The Certificate of cert-manager that keeps the Secret, where an issuer is named. */
export function addCertificate(scope: Construct, set: Resolved, dnsNames: string[]): void {
  if (!set.tls?.issuer) return;
  const { name: issuer, kind, group } = withDefaults(set.tls.issuer, ISSUER);
  const name = tlsSecretOf(set);
  new KubernetesObject(scope, 'Certificate', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, labels: set.labels, annotations: set.annotations },
    spec: {
      secretName: name,
      dnsNames,
      issuerRef: { name: issuer, kind, group },
      privateKey: { rotationPolicy: 'Always' }, // Never was the default before cert-manager 1.18
      usages: ['digital signature', 'key encipherment', 'server auth'],
    },
  });
}
