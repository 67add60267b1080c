import { ReplicatedMySQL, ReplicatedMySQLProps } from '../../lib';
import { Client, rootSql } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { restartsOf } from './framework/pods';
import { Document, documentOf, documentsOf } from './framework/synth';
import { walk } from './framework/walk';

// The EKS workshop's catalog database: one server, a Secret that exists, an image from another registry.
const IMAGE = process.env.E2E_IMAGE_CATALOG ?? 'public.ecr.aws/docker/library/mysql:9.7';
const SELECTOR = {
  'app.kubernetes.io/name': 'catalog',
  'app.kubernetes.io/instance': 'catalog',
  'app.kubernetes.io/component': 'mysql',
};
const LABEL = 'app.kubernetes.io/component=mysql';
const POD = 'catalog-mysql-0';
const MARKER = '/var/lib/mysql/test.txt';
const USER = 'o\'hara';
const ITEMS = 'SELECT item FROM `cata-log`.products';

const PROPS: ReplicatedMySQLProps = {
  name: 'catalog-mysql',
  replicas: 1,
  image: IMAGE,
  imagePullPolicy: 'IfNotPresent',
  selector: SELECTOR,
  labels: { 'app.kubernetes.io/created-by': 'eks-workshop', 'app.kubernetes.io/team': 'database' },
  rootPassword: { secret: 'catalog-root', key: 'password' },
  userFrom: { secret: 'catalog-db', key: 'username' },
  userPassword: { secret: 'catalog-db', key: 'password' },
  databaseFrom: { secret: 'catalog-db', key: 'name' },
  cpuRequest: '100m',
};

class Catalog {
  public readonly documents: Document[];
  public client!: Client;
  private mysql!: ReplicatedMySQL;

  public constructor(private readonly namespace: Namespace, props: Partial<ReplicatedMySQLProps>) {
    this.documents = documentsOf((chart) => { this.mysql = new ReplicatedMySQL(chart, 'MySQL', { ...PROPS, ...props }); });
  }

  public async start(): Promise<void> {
    await this.namespace.createSecret('catalog-db', { username: USER, password: 'p@ss "word"', name: 'cata-log' });
    await this.namespace.createSecret('catalog-root', { password: 'my-secret-pw' });
    this.client = await Client.start(this.namespace, USER, { secret: 'catalog-db', key: 'password' });
    await this.namespace.apply(this.documents);
    await this.namespace.untilReady('catalog-mysql', 1);
    await this.client.untilConnects(this.mysql.primaryHost);
  }

  public async writeRow(): Promise<void> {
    await this.client.sql(this.mysql.primaryHost, 'CREATE TABLE `cata-log`.products (item VARCHAR(20)); INSERT INTO `cata-log`.products VALUES (\'lamp\')');
  }

  public untilRowsAreBack(): Promise<void> {
    return this.client.untilAnswers(this.mysql.primaryHost, ITEMS, ['lamp']);
  }
}

const bash = (namespace: Namespace, command: string) => namespace.exec(POD, ['bash', '-c', command]);

/** E2 and E3. */
async function leaveMarker(namespace: Namespace): Promise<void> {
  expect(await bash(namespace, `echo 123 > ${MARKER}`)).toMatchObject({ code: 0 });
  const { stdout } = await namespace.exec(POD, ['ls', '-larth', '/var/lib/mysql/']);
  const lines = stdout.split('\n').filter((line) => /test/i.test(line));
  expect(lines).toEqual([expect.stringMatching(/^-rw-r--r-- +1 \S+ +\S+ +4 .* test\.txt$/)]);
}

/** E4 and E5. */
async function deletePods(namespace: Namespace): Promise<void> {
  const uid = namespace.pods.uid(POD);
  const deleted = await namespace.kubectl(`delete pods -l ${LABEL}`);
  expect(deleted.trim().split('\n')).toEqual([expect.stringMatching(/^pod "catalog-mysql-0" deleted/)]);
  await namespace.until('kubectl wait', async () => {
    return (await namespace.kubectl(`wait --for=condition=Ready pod -l ${LABEL} --timeout=30s`)).includes('condition met');
  }, 60);
  expect(await namespace.field(`pod ${POD}`, '{.metadata.uid}')).not.toBe(uid);
}

walk('catalog-ephemeral', (step) => {
  let catalog: Catalog;

  step('E0 one server comes up, with a Secret that was there', async (namespace) => {
    catalog = new Catalog(namespace, { ephemeral: true });
    await catalog.start();
    await catalog.writeRow();
    expect(await rootSql(namespace, POD, 'SELECT @@server_id, @@read_only')).toEqual(['100\t0']);
  });

  step('E1 it is what was asked for', async (namespace) => {
    const described = await namespace.kubectl('describe statefulset catalog-mysql');
    expect(described).toContain(IMAGE);
    expect(described).toMatch(/3306\/TCP/);
    expect(described).toMatch(/\/var\/lib\/mysql from data \(rw\)/);
    expect(described).toMatch(/Volume Claims: +<none>/);
    const { spec } = documentOf(catalog.documents, 'StatefulSet', 'catalog-mysql');
    expect(spec.template.spec.volumes).toContainEqual({ name: 'data', emptyDir: {} });
    expect(await namespace.list('pvc')).toEqual([]);
    // unlike in the document, passwords are files and no variables
    expect(described).not.toMatch(/my-secret-pw|PASSWORD/);
    expect(described).toMatch(/SecretName: +catalog-db/);
  });

  step('E2, E3 a marker is written and seen', leaveMarker);

  step('E8 the marker outlives the container', async (namespace) => {
    const uid = namespace.pods.uid(POD);
    const restarts = () => restartsOf(namespace.pods.get(POD)!);
    expect(restarts()).toBe(0);
    await bash(namespace, 'kill 1');
    await namespace.until('a restart', () => restarts() === 1);
    await namespace.untilReady('catalog-mysql', 1);
    expect(namespace.pods.uid(POD)).toBe(uid);
    expect(await bash(namespace, `cat ${MARKER}`)).toMatchObject({ code: 0, stdout: '123\n' });
    await catalog.untilRowsAreBack();
  });

  step('E4, E5 the pod is deleted and comes back', deletePods);

  step('E6 the marker and the rows are lost', async (namespace) => {
    expect(await namespace.exec(POD, ['cat', MARKER])).toMatchObject({ code: 1, stderr: expect.stringContaining('No such file or directory') });
    await catalog.client.untilAnswers('catalog-mysql-primary', 'SHOW TABLES FROM `cata-log`', []);
  });

  step('E8 the marker does not outlive an eviction', async (namespace) => {
    await leaveMarker(namespace);
    const uid = namespace.pods.uid(POD);
    const node = await namespace.field(`pod ${POD}`, '{.spec.nodeName}');
    await namespace.kubectl(`label pod ${POD} e2e=${namespace.name}`);
    try {
      await namespace.kubectl(`drain ${node} --force --delete-emptydir-data --ignore-daemonsets --pod-selector=e2e=${namespace.name} --timeout=60s`);
    } finally {
      await namespace.kubectl(`uncordon ${node}`);
    }
    await namespace.untilReplaced(POD, uid);
    expect(await namespace.exec(POD, ['cat', MARKER])).toMatchObject({ code: 1 });
  });
});

walk('catalog-claim', (step) => {
  let catalog: Catalog;

  step('E0 one server comes up on a claim', async (namespace) => {
    catalog = new Catalog(namespace, { storage: '1Gi' });
    await catalog.start();
    await catalog.writeRow();
  });

  step('E7 marker and rows outlive the pod', async (namespace) => {
    const claim = await namespace.field('pvc/data-catalog-mysql-0', '{.metadata.uid}');
    await leaveMarker(namespace);
    await deletePods(namespace);
    expect(await namespace.field('pvc/data-catalog-mysql-0', '{.metadata.uid}')).toBe(claim);
    expect(await namespace.exec(POD, ['cat', MARKER])).toMatchObject({ code: 0, stdout: '123\n' });
    await catalog.untilRowsAreBack();
  });
});
