import { CatalogChart } from '../../apps/catalog-chart';
import { whileDrained } from '../cluster/drain';
import { Client } from '../cluster/mysql/client';
import { rootSql } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { restartsOf } from '../cluster/pods';
import { scenario } from '../cluster/scenario';
import { Manifest, synth, withoutNamespace } from '../cluster/synth';

// The catalog database of the EKS workshop: one server, an existing Secret, an image of another registry.
const LABEL = 'app.kubernetes.io/component=mysql';
const POD = 'catalog-mysql-0';
const HOST = 'catalog-mysql-primary';
const CLAIM = 'pvc/data-catalog-mysql-0';
const FILE = '/var/lib/mysql/test.txt';
const USER = 'o\'hara';
const TABLE = '`cata-log`.products';

class Catalog {
  public readonly manifests: Manifest[];
  public client!: Client;

  public constructor(private readonly namespace: Namespace, ephemeral: boolean) {
    this.manifests = withoutNamespace(synth((scope) => new CatalogChart(scope, 'catalog', { ephemeral })));
  }

  public async start(): Promise<void> {
    await this.namespace.createSecret('catalog-db', { username: USER, password: 'p@ss "word"', name: 'cata-log' });
    await this.namespace.createSecret('catalog-root', { password: 'my-secret-pw' });
    this.client = await Client.start(this.namespace, USER, { secret: 'catalog-db', key: 'password' });
    await this.namespace.apply(this.manifests);
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

const readFile = (namespace: Namespace, container: string) => namespace.exec(container, ['cat', FILE]);
const FOUND = { code: 0, stdout: '123\n' };
const NOT_FOUND = { code: 1, stderr: expect.stringContaining('No such file or directory') };

/** E2 and E3 */
async function writeFile(namespace: Namespace): Promise<void> {
  expect(await namespace.bash(POD, `echo 123 > ${FILE}`)).toMatchObject({ code: 0 });
  const { stdout } = await namespace.exec(POD, ['ls', '-larth', '/var/lib/mysql/']);
  const lines = stdout.split('\n').filter((line) => /test/i.test(line));
  expect(lines).toEqual([expect.stringMatching(/^-rw-r--r-- +1 \S+ +\S+ +4 .* test\.txt$/)]);
}

/** E4 and E5 */
async function deletePods(namespace: Namespace): Promise<void> {
  const uid = namespace.pods.uid(POD);
  const output = await namespace.kubectl(`delete pods -l ${LABEL}`);
  expect(output.trim().split('\n')).toEqual([expect.stringMatching(/^pod "catalog-mysql-0" deleted/)]);
  await namespace.until('kubectl wait', async () => {
    return (await namespace.kubectl(`wait --for=condition=Ready pod -l ${LABEL} --timeout=30s`)).includes('condition met');
  });
  expect(await namespace.field(`pod ${POD}`, '{.metadata.uid}')).not.toBe(uid);
}

scenario('catalog-ephemeral', (step) => {
  let catalog: Catalog;

  step('E0.1 a single server uses an existing Secret and is the primary', async (namespace) => {
    catalog = new Catalog(namespace, true);
    await catalog.start();
    await catalog.writeRow();
    expect(await rootSql(namespace, POD, 'SELECT @@server_id, @@read_only')).toEqual(['100\t0']);
  });

  step('E1 image, port, Secret and an emptyDir are as declared', async (namespace) => {
    const described = await namespace.kubectl('describe statefulset catalog-mysql');
    expect(described).toContain('public.ecr.aws/docker/library/mysql:9.7');
    expect(described).toMatch(/3306\/TCP/);
    expect(described).toMatch(/\/var\/lib\/mysql from data \(rw\)/);
    expect(described).toMatch(/Volume Claims: +<none>/);
    const volumes = JSON.parse(await namespace.field('statefulset catalog-mysql', '{.spec.template.spec.volumes}'));
    expect(volumes).toContainEqual({ name: 'data', emptyDir: { sizeLimit: '10Gi' } });
    expect(await namespace.list('pvc')).toEqual([]);
    // unlike in the workshop, passwords are files and not environment variables
    expect(described).not.toMatch(/my-secret-pw|PASSWORD/);
    expect(described).toMatch(/SecretName: +catalog-db/);
  });

  step('E2, E3 a file in the data directory is written and listed', writeFile);

  step('E8.1 file and rows survive a container restart, and every container of the pod sees the file', async (namespace) => {
    const uid = namespace.pods.uid(POD);
    const restarts = () => restartsOf(namespace.pods.get(POD)!);
    expect(restarts()).toBe(0);
    await namespace.bash(POD, 'kill 1');
    await namespace.until('a restart', () => restarts() >= 1);
    await namespace.untilReady('catalog-mysql', 1);
    expect(namespace.pods.uid(POD)).toBe(uid);
    for (const container of ['mysql', 'agent']) expect(await readFile(namespace, `${POD} -c ${container}`)).toMatchObject(FOUND);
    await catalog.untilRowsAreBack();
  });

  step('E4, E5 a deleted pod is replaced and becomes Ready', deletePods);

  step('E6 file and rows of the deleted pod are lost', async (namespace) => {
    expect(await readFile(namespace, POD)).toMatchObject(NOT_FOUND);
    await catalog.client.untilAnswers(HOST, 'SHOW TABLES FROM `cata-log`', []);
  });

  step('E8.2 the file does not survive an eviction', async (namespace) => {
    await writeFile(namespace);
    const uid = namespace.pods.uid(POD);
    await whileDrained(namespace, POD, await namespace.field(`pod ${POD}`, '{.spec.nodeName}'));
    await namespace.untilReplaced(POD, uid);
    expect(await readFile(namespace, POD)).toMatchObject(NOT_FOUND);
  });
});

scenario('catalog-claim', (step) => {
  let catalog: Catalog;

  step('E0.2 a single server starts with a claim', async (namespace) => {
    catalog = new Catalog(namespace, false);
    await catalog.start();
    await catalog.writeRow();
  });

  step('E7 file and rows on a claim survive the pod', async (namespace) => {
    const claim = await namespace.field(CLAIM, '{.metadata.uid}');
    await writeFile(namespace);
    await deletePods(namespace);
    expect(await namespace.field(CLAIM, '{.metadata.uid}')).toBe(claim);
    expect(await readFile(namespace, POD)).toMatchObject(FOUND);
    await catalog.untilRowsAreBack();
  });
});
