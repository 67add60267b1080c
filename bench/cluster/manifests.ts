import { randomBytes } from 'crypto';
import { ReplicatedMySQL } from '../../lib';
import { IMAGES } from '../../test/cluster/images';
import { Manifest, synth } from '../../test/cluster/synth';

export const DATABASE = 'bench';
export const USER = 'bench';
export const PASSWORDS = { root: randomBytes(16).toString('hex'), user: randomBytes(16).toString('hex') };
export const SECRET = 'passwords';

/** A MySQL cluster with default settings, durability and resources. */
function clusterOf(name: string, replicas: number): Manifest[] {
  const secretOf = (key: keyof typeof PASSWORDS) => ({ secret: SECRET, key });
  return synth((chart) => {
    new ReplicatedMySQL(chart, 'MySQL', {
      name, replicas, image: IMAGES.mysql, rootPassword: secretOf('root'), database: DATABASE, user: USER, userPassword: secretOf('user'),
      networkPolicy: false, // sysbench is outside of the Kubernetes cluster, and the bare server clones another MySQL cluster
    });
  });
}

/** The same pods with mysqld alone: no agent, no probes. */
function bare(manifests: Manifest[]): Manifest[] {
  return manifests.map((manifest) => manifest.kind === 'StatefulSet' ? withServerAlone(manifest) : manifest);
}

function withServerAlone(statefulSet: Manifest): Manifest {
  const { spec } = structuredClone(statefulSet);
  const [server] = spec.template.spec.containers.filter(({ name }: { name: string }) => name === 'mysql');
  delete server.livenessProbe;
  delete server.readinessProbe;
  spec.template.spec.containers = [server];
  return { ...statefulSet, spec };
}

/** Synthesized once, so that a change of the sources during a run changes no pod. */
export const MANIFESTS = {
  alone: clusterOf('mysql', 1), withReplica: clusterOf('mysql', 2), bare: bare(clusterOf('mysql', 1)), otherBare: bare(clusterOf('raw', 1)),
};
