import { Testing } from 'cdk8s';
import { StatefulWebApp, StatefulWebAppProps } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { Objects, synth } from '../fixtures/mysql';

function web(props: Partial<StatefulWebAppProps> = {}): Objects {
  const scope = chart();
  new StatefulWebApp(scope, 'Web', { image: 'web:1.0', ...props });
  return Testing.synth(scope);
}

const budgets = (objects: Objects) => objects.filter(({ kind }) => kind === 'PodDisruptionBudget');
const podOf = (objects: Objects) => objects.at(-1).spec.template.spec;

describe.each([['ReplicatedMySQL', synth, 'mysql'], ['StatefulWebApp', web, 'web']] as const)('%s', (_, build, name) => {
  test('gives one pod at a time, and never holds up a drain for a broken one', () => {
    expect(budgets(build({ labels: { team: 'shop' } }))).toEqual([{
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, labels: { app: name, team: 'shop' } },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: name } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    }]);
  });

  test('a single pod can be drained as well', () => {
    expect(budgets(build({ replicas: 1 }))[0].spec.maxUnavailable).toBe(1);
  });

  test('has no budget where it was switched off', () => {
    expect(budgets(build({ disruptionBudget: false }))).toEqual([]);
  });

  test('spreads over zones and nodes, and starts in a cluster of one node', () => {
    const { affinity, topologySpreadConstraints } = podOf(build());
    const labelSelector = { matchLabels: { app: name } };
    const evenly = (topologyKey: string) => ({ labelSelector, maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway' });
    expect(topologySpreadConstraints).toEqual([evenly('kubernetes.io/hostname'), evenly('topology.kubernetes.io/zone')]);
    expect(affinity).toEqual({
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { labelSelector, topologyKey: 'kubernetes.io/hostname' } }],
      },
    });
  });

  test('does not spread where it was switched off', () => {
    const pod = podOf(build({ spread: false }));
    expect(pod).not.toHaveProperty('affinity');
    expect(pod).not.toHaveProperty('topologySpreadConstraints');
  });

  test('has the priority that it was given', () => {
    expect(podOf(build({ priorityClassName: 'high' })).priorityClassName).toBe('high');
    expect(podOf(build())).not.toHaveProperty('priorityClassName');
  });
});

