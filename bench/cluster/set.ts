import { randomBytes } from 'crypto';
import { ReplicatedMySQL } from '../../lib';
import { IMAGES } from '../../test/e2e/framework/images';
import { Document, documentsOf } from '../../test/e2e/framework/synth';

export const DATABASE = 'bench';
export const USER = 'bench';
export const PASSWORDS = { root: randomBytes(16).toString('hex'), user: randomBytes(16).toString('hex') };
export const SECRET = 'passwords';

/** A set as it ships: default settings, durability and resources. */
function setOf(name: string, replicas: number): Document[] {
  const secretOf = (key: keyof typeof PASSWORDS) => ({ secret: SECRET, key });
  return documentsOf((chart) => {
    new ReplicatedMySQL(chart, 'MySQL', {
      name, replicas, image: IMAGES.mysql, rootPassword: secretOf('root'), database: DATABASE, user: USER, userPassword: secretOf('user'),
      networkPolicy: false, // sysbench runs outside of the cluster, and the bare server copies from another set
    });
  });
}

/** The same pods with nothing but mysqld in them: no agent, no probes. */
function bare(documents: Document[]): Document[] {
  return documents.map((document) => document.kind === 'StatefulSet' ? withServersAlone(document) : document);
}

function withServersAlone(statefulSet: Document): Document {
  const { spec } = structuredClone(statefulSet);
  const [server] = spec.template.spec.containers.filter(({ name }: { name: string }) => name === 'mysql');
  delete server.livenessProbe;
  delete server.readinessProbe;
  spec.template.spec.containers = [server];
  return { ...statefulSet, spec };
}

/** Made once, so that a change of the sources during a run changes no pod. */
export const SET = { alone: setOf('mysql', 1), withReplica: setOf('mysql', 2), bare: bare(setOf('mysql', 1)), other: bare(setOf('raw', 1)) };
