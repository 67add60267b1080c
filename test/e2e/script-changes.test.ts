import { createHash } from 'crypto';
import { Durability, ReplicatedMySQL } from '../../lib';
import { Client } from '../cluster/mysql/client';
import { agentLog, SHOP, untilLogged } from '../cluster/mysql/server';
import { Writer } from '../cluster/mysql/writer';
import { Namespace } from '../cluster/namespace';
import { specialPassword } from '../cluster/passwords';
import { restartsOf } from '../cluster/pods';
import { scenario } from '../cluster/scenario';
import { triggerKubeletSync } from '../cluster/secrets';
import { Manifest, manifestOf, synth } from '../cluster/synth';

const AGENT = 'mysql-agent-scripts';
const ENGINE = 'mysql-engine-scripts';
const APP = { secret: 'passwords', key: 'app' };
const MEMBERS = [0, 1, 2].map((n) => `mysql-${n}`);

/** The manifests of another version of the library: scripts of one ConfigMap are changed. */
function withScript(manifests: Manifest[], configMap: string, script: string, change: (text: string) => string): Manifest[] {
  const changed = structuredClone(manifests);
  const { data } = manifestOf(changed, 'ConfigMap', configMap);
  data[script] = change(data[script]);
  const agent = manifestOf(changed, 'ConfigMap', AGENT).data;
  const engine = createHash('sha256').update(textsOf(manifestOf(changed, 'ConfigMap', ENGINE))).digest('hex');
  const version = createHash('sha256').update(textsOf(manifestOf(changed, 'ConfigMap', AGENT))).digest('hex');
  agent.versions = agent.versions.replace(/^agent .*$/m, `agent ${version}`).replace(/^engine .*$/m, `engine ${engine}`);
  return changed;
}

function textsOf({ data }: Manifest): string {
  return Object.keys(data).filter((key) => key.endsWith('.sh')).sort().map((key) => data[key]).join('');
}

scenario('script-changes', (step) => {
  const password = specialPassword();
  let mysql: ReplicatedMySQL;
  let writer: Writer;
  const manifests = synth((chart) => {
    mysql = new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, durability: Durability.LOSSLESS });
  });
  const configMapsOf = (all: Manifest[], ...names: string[]) => names.map((name) => manifestOf(all, 'ConfigMap', name));

  /** Nothing was restarted, no server was ever not Ready, and every row was written. */
  const withoutOutage = async (namespace: Namespace, change: () => Promise<void>) => {
    const [uids, since] = [namespace.pods.uids('mysql', 3), namespace.pods.position()];
    await change();
    await writer.next(10);
    expect(namespace.pods.uids('mysql', 3)).toEqual(uids);
    expect(MEMBERS.map((pod) => restartsOf(namespace.pods.get(pod)!))).toEqual([0, 0, 0]);
    expect(namespace.pods.minReady('mysql-', since)).toBe(3);
    expect((await writer.result()).failed).toEqual([]);
  };
  const untilAllLogged = async (namespace: Namespace, text: string) => {
    await triggerKubeletSync(namespace);
    for (const pod of MEMBERS) await untilLogged(namespace, pod, text, 120);
  };

  step('a lossless cluster takes writes', async (namespace) => {
    await namespace.createSecret('passwords', { root: password.text, app: password.text });
    const client = await Client.start(namespace, 'app', APP);
    await namespace.apply(manifests);
    await namespace.untilReady('mysql', 3);
    await client.untilConnects(mysql.primaryHost);
    await client.sql(mysql.primaryHost, 'CREATE TABLE shop.rows (id INT AUTO_INCREMENT PRIMARY KEY)');
    writer = await Writer.start(namespace, 'writer', mysql.primaryHost, 'shop.rows', APP);
    await writer.next(1);
  });

  step('changed scripts of the agent and its engine run without a restart, and every row is written', async (namespace) => {
    const next = withScript(manifests, ENGINE, 'decide.sh', (text) => text.replace('"accepts writes"', '"accepts writes: the second version"'));
    await withoutOutage(namespace, async () => {
      await namespace.apply(configMapsOf(next, AGENT, ENGINE));
      await untilAllLogged(namespace, 'the scripts of the agent have changed: loading them');
      await untilLogged(namespace, 'mysql-0', 'steady: accepts writes: the second version');
    });
  });

  step('scripts that fail are not run, and the old ones continue', async (namespace) => {
    const broken = withScript(manifests, ENGINE, 'decide.sh', (text) => `${text}decide() { decision wait "$NO_SUCH_VARIABLE"; }\n`);
    await withoutOutage(namespace, async () => {
      await namespace.apply(configMapsOf(broken, AGENT, ENGINE));
      await untilAllLogged(namespace, 'but fail, and the old ones stay: ');
    });
    expect(await agentLog(namespace, 'mysql-0')).toMatch(/the old ones stay: .*NO_SUCH_VARIABLE: unbound variable/);
  });

  step('an engine without its agent is not run, until both are there', async (namespace) => {
    const next = withScript(manifests, ENGINE, 'decide.sh', (text) => text.replace('"accepts writes"', '"accepts writes: the third version"'));
    await withoutOutage(namespace, async () => {
      await namespace.apply(configMapsOf(next, ENGINE));
      await triggerKubeletSync(namespace);
      await namespace.until('the engine in all pods', async () => {
        const mounted = MEMBERS.map((pod) => namespace.bash(`${pod} -c agent`, 'grep -c "third version" /scripts/engine/decide.sh'));
        return (await Promise.all(mounted)).every(({ stdout }) => stdout.trim() === '1');
      }, 120);
      await writer.next(20); // two intervals of reload.sh
      expect(await agentLog(namespace, 'mysql-0')).not.toContain('third version');
      await namespace.apply(configMapsOf(next, AGENT));
      await triggerKubeletSync(namespace);
      await untilLogged(namespace, 'mysql-0', 'steady: accepts writes: the third version', 120);
    });
  });
});
