import { CatalogChart } from '../../apps/catalog-chart';
import { drained } from './framework/drain';
import { Client, rootSql } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { restartsOf } from './framework/pods';
import { Document, documentsOf, withoutNamespace } from './framework/synth';
import { walk } from './framework/walk';

// The EKS workshop's catalog database: one server, a Secret that exists, an image from another registry.
const LABEL = 'app.kubernetes.io/component=mysql';
const POD = 'catalog-mysql-0';
const HOST = 'catalog-mysql-primary';
const MARKER = '/var/lib/mysql/test.txt';
const USER = 'o\'hara';
const TABLE = '`cata-log`.products';

class Catalog {
  public readonly documents: Document[];
  public client!: Client;

  public constructor(private readonly namespace: Namespace, ephemeral: boolean) {
    this.documents = withoutNamespace(documentsOf((scope) => new CatalogChart(scope, 'catalog', { ephemeral })));
  }

  public async start(): Promise<void> {
    await this.namespace.createSecret('catalog-db', { username: USER, password: 'p@ss "word"', name: 'cata-log' });
    await this.namespace.createSecret('catalog-root', { password: 'my-secret-pw' });
    this.client = await Client.start(this.namespace, USER, { secret: 'catalog-db', key: 'password' });
    await this.namespace.apply(this.documents);
    await this.namespace.untilReady('catalog-mysql', 1);
    await this.client.untilConnects(HOST);
  }

  public async writeRow(): Promise<void> {
    await this.client.sql(HOST, `CREATE TABLE ${TABLE} (item VARCHAR(20)); INSERT INTO ${TABLE} VALUES ('lamp')`);
  }

  public untilRowsAreBack(): Promise<void> {
    return this.client.untilAnswers(HOST, `SELECT item FROM ${TABLE}`, ['lamp']);
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
  });
  expect(await namespace.field(`pod ${POD}`, '{.metadata.uid}')).not.toBe(uid);
}

walk('catalog-ephemeral', (step) => {
  let catalog: Catalog;

  step('E0 one server comes up, with a Secret that was there', async (namespace) => {
    catalog = new Catalog(namespace, true);
    await catalog.start();
    await catalog.writeRow();
    expect(await rootSql(namespace, POD, 'SELECT @@server_id, @@read_only')).toEqual(['100\t0']);
  });

  step('E1 it is what was asked for', async (namespace) => {
    const described = await namespace.kubectl('describe statefulset catalog-mysql');
    expect(described).toContain('public.ecr.aws/docker/library/mysql:9.7');
    expect(described).toMatch(/3306\/TCP/);
    expect(described).toMatch(/\/var\/lib\/mysql from data \(rw\)/);
    expect(described).toMatch(/Volume Claims: +<none>/);
    expect(JSON.parse(await namespace.field('statefulset catalog-mysql', '{.spec.template.spec.volumes}'))).toContainEqual({ name: 'data', emptyDir: { sizeLimit: '10Gi' } });
    expect(await namespace.list('pvc')).toEqual([]);
    // unlike in the document, passwords are files and no variables
    expect(described).not.toMatch(/my-secret-pw|PASSWORD/);
    expect(described).toMatch(/SecretName: +catalog-db/);
  });

  step('E2, E3 a marker is written and seen', leaveMarker);

  step('E8 the marker outlives the container, and is there for all containers of the pod', async (namespace) => {
    const uid = namespace.pods.uid(POD);
    const restarts = () => restartsOf(namespace.pods.get(POD)!);
    expect(restarts()).toBe(0);
    await bash(namespace, 'kill 1');
    await namespace.until('a restart', () => restarts() >= 1);
    await namespace.untilReady('catalog-mysql', 1);
    expect(namespace.pods.uid(POD)).toBe(uid);
    for (const container of ['mysql', 'agent']) expect(await namespace.exec(`${POD} -c ${container}`, ['cat', MARKER])).toMatchObject({ code: 0, stdout: '123\n' });
    await catalog.untilRowsAreBack();
  });

  step('E4, E5 the pod is deleted and comes back', deletePods);

  step('E6 the marker and the rows are lost', async (namespace) => {
    expect(await namespace.exec(POD, ['cat', MARKER])).toMatchObject({ code: 1, stderr: expect.stringContaining('No such file or directory') });
    await catalog.client.untilAnswers(HOST, 'SHOW TABLES FROM `cata-log`', []);
  });

  step('E8 the marker does not outlive an eviction', async (namespace) => {
    await leaveMarker(namespace);
    const uid = namespace.pods.uid(POD);
    const node = await namespace.field(`pod ${POD}`, '{.spec.nodeName}');
    await drained(namespace, POD, node);
    await namespace.untilReplaced(POD, uid);
    expect(await namespace.exec(POD, ['cat', MARKER])).toMatchObject({ code: 1, stderr: expect.stringContaining('No such file or directory') });
  });
});

walk('catalog-claim', (step) => {
  let catalog: Catalog;

  step('E0 one server comes up on a claim', async (namespace) => {
    catalog = new Catalog(namespace, false);
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
