import type { k8s } from 'cdk8s-plus-27';
import { SchedulingProps } from '../../lib/index';
import { making, of, podOf } from '../fixtures/web';

const schedulingOf = (props: SchedulingProps) => podOf(props);
const ZONE = 'topology.kubernetes.io/zone';
const labelSelector = { matchLabels: { app: 'web' } };

test('nodeSelector, tolerations, priorityClassName and schedulerName are those of the pod', () => {
  const tolerations = [{ key: 'dedicated', operator: 'Equal', value: 'web', effect: 'NoSchedule' }, { operator: 'Exists' }];
  expect(schedulingOf({ nodeSelector: { disk: 'ssd' }, tolerations, priorityClassName: 'high', schedulerName: 'volume-aware' }))
    .toMatchObject({ nodeSelector: { disk: 'ssd' }, tolerations, priorityClassName: 'high', schedulerName: 'volume-aware' });
});

describe('affinity', () => {
  const term = (topologyKey: string) => ({ topologyKey, labelSelector: { matchLabels: { app: 'cache' } } });
  const own = podOf().affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;

  test('of the app and of `pod` are both required of a node', () => {
    const term = (key: string) => ({ matchExpressions: [{ key, operator: 'Exists' }] });
    const affinity = (keys: string[], weight: number) => ({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: keys.map(term) },
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight, preference: term('fast') }],
      },
    });
    const { nodeAffinity } = podOf({ affinity: affinity(['ssd', 'nvme'], 1), pod: { containers: [], affinity: affinity(['gpu'], 2) } }).affinity;
    const keysOf = ({ matchExpressions }: k8s.NodeSelectorTerm) => matchExpressions!.map(({ key }) => key);
    expect(nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.map(keysOf)).toEqual([['ssd', 'gpu'], ['nvme', 'gpu']]);
    expect(nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution.map(({ weight }: { weight: number }) => weight)).toEqual([1, 2]);
  });

  test('adds to the spread', () => {
    const preferred = [{ weight: 5, podAffinityTerm: term(ZONE) }];
    const affinity = {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }] } },
      podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term(ZONE)] },
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: preferred, requiredDuringSchedulingIgnoredDuringExecution: [term('kubernetes.io/hostname')],
      },
    };
    expect(schedulingOf({ affinity }).affinity).toEqual({
      ...affinity, podAntiAffinity: { ...affinity.podAntiAffinity, preferredDuringSchedulingIgnoredDuringExecution: [...own, ...preferred] },
    });
    expect(schedulingOf({ affinity, spread: false }).affinity).toEqual(affinity);
  });

  test('of nodes alone leaves the spread as it is', () => {
    const nodeAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] };
    expect(schedulingOf({ affinity: { nodeAffinity } }).affinity)
      .toEqual({ nodeAffinity, podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: own } });
  });

  test('fails when it is of another shape, or of a name that there is not', () => {
    expect(making({ affinity: [] })).toThrow(of('affinity', 'an object, got an empty array: write { nodeAffinity'));
    expect(making({ affinity: { nodeAfinity: {} } })).toThrow(of('affinity.nodeAfinity', "known names, got others: known are nodeAffinity, podAffinity, podAntiAffinity"));
    expect(making({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } } }))
      .toThrow(of('affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution', 'an array'));
  });
});

describe.each(['affinity', 'pod.affinity'])('%s fails', (path) => {
  const given = (affinity: object) => making(path === 'affinity' ? { affinity } : { pod: { containers: [], affinity } });
  const failsAt = (affinity: object, prop: string, rest: string) => expect(given(affinity)).toThrow(of(`${path}.${prop}`, rest));
  const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
  const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
  const nodes = (nodeSelectorTerms: object[]) => ({ nodeAffinity: { [REQUIRED]: { nodeSelectorTerms } } });

  test('when a node is described in a way that Kubernetes refuses', () => {
    const terms = `nodeAffinity.${REQUIRED}.nodeSelectorTerms`;
    const expression = (one: object) => nodes([{ matchExpressions: [{ key: 'disk', ...one }] }]);
    failsAt(nodes([]), terms, `at least one term, got an empty array: leave out ${REQUIRED}`);
    const operators = "'In' or 'NotIn' or 'Exists' or 'DoesNotExist' or 'Gt' or 'Lt', got 'Inn'";
    failsAt(expression({ operator: 'Inn', values: ['a'] }), `${terms}[0].matchExpressions[0].operator`, operators);
    failsAt(expression({ operator: 'In' }), `${terms}[0].matchExpressions[0].values`, 'at least one value with In');
    failsAt(expression({ operator: 'Exists', values: ['a'] }), `${terms}[0].matchExpressions[0].values`, 'absent with Exists');
    failsAt(expression({ operator: 'Gt', values: ['1', '2'] }), `${terms}[0].matchExpressions[0].values`, "one number with Gt, got ['1', '2']");
    failsAt(expression({ operator: 'In', values: ['a b'] }), `${terms}[0].matchExpressions[0].values`, 'empty, or at most 63');
    failsAt(expression({ key: 'a b', operator: 'Exists' }), `${terms}[0].matchExpressions[0].key`, 'keys of at most 63');
    const field = (one: object) => nodes([{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'], ...one }] }]);
    failsAt(field({ key: 'metadata.uid' }), `${terms}[0].matchFields[0].key`, "'metadata.name', got 'metadata.uid'");
    failsAt(field({ operator: 'Exists' }), `${terms}[0].matchFields[0].operator`, "'In' or 'NotIn'");
    failsAt(field({ values: ['a', 'b'] }), `${terms}[0].matchFields[0].values`, 'the name of one node');
    for (const right of [field({}), expression({ operator: 'Gt', values: ['4'] }), nodes([{}])]) expect(given(right)).not.toThrow();
  });

  test('when pods, or the weight of a wish, are what Kubernetes refuses', () => {
    const pods = (term: object) => ({ podAffinity: { [REQUIRED]: [{ topologyKey: 'zone', ...term }] } });
    failsAt(pods({ topologyKey: '' }), `podAffinity.${REQUIRED}[0].topologyKey`, 'keys of at most 63');
    const greater = { labelSelector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } };
    failsAt(pods(greater), `podAffinity.${REQUIRED}[0].labelSelector.matchExpressions[0].operator`, "'In' or 'NotIn' or 'Exists' or 'DoesNotExist', got 'Gt'");
    failsAt(pods({ labelSelector: { matchLabels: { a: 'b c' } } }), `podAffinity.${REQUIRED}[0].labelSelector.matchLabels.a`, 'empty, or');
    failsAt(pods({ namespaces: ['A B'] }), `podAffinity.${REQUIRED}[0].namespaces[0]`, 'at most 63 small letters');
    for (const weight of [0, 101]) {
      const rest = `a whole number from 1 to 100, got ${weight}`;
      failsAt({ podAntiAffinity: { [PREFERRED]: [{ weight, podAffinityTerm: { topologyKey: 'a' } }] } }, `podAntiAffinity.${PREFERRED}[0].weight`, rest);
      failsAt({ nodeAffinity: { [PREFERRED]: [{ weight, preference: {} }] } }, `nodeAffinity.${PREFERRED}[0].weight`, rest);
    }
  });

  test('when a field of a term is of another type, or there is none', () => {
    expect(given({ podAffinity: { [REQUIRED]: [{ topologyKey: 5 }] } })).toThrow(of(`${path}.podAffinity.${REQUIRED}[0].topologyKey`, 'a string, got 5'));
    expect(given(nodes([{ matchExpresions: [] }]))).toThrow(of(`${path}.nodeAffinity.${REQUIRED}.nodeSelectorTerms[0].matchExpresions`, 'a field that a NodeSelectorTerm has'));
  });
});

describe('topologySpreadConstraints', () => {
  const own = podOf().topologySpreadConstraints;
  const zones = { topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', maxSkew: 1 };

  test('add to the spread, and count the pods of the app unless told otherwise', () => {
    expect(schedulingOf({ topologySpreadConstraints: [zones] }).topologySpreadConstraints).toEqual([...own, { ...zones, labelSelector }]);
    const others = { matchLabels: { tier: 'front' } };
    expect(schedulingOf({ topologySpreadConstraints: [{ ...zones, labelSelector: others }], spread: false }).topologySpreadConstraints)
      .toEqual([{ ...zones, labelSelector: others }]);
  });

  test('take the place of one of the spread where Kubernetes allows only one', () => {
    const soft = { ...zones, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 };
    expect(schedulingOf({ topologySpreadConstraints: [soft] }).topologySpreadConstraints).toEqual([own[0], { ...soft, labelSelector }]);
  });

  test('fail when they cannot be', () => {
    const failing = (constraint: Partial<k8s.TopologySpreadConstraint>) => making({ topologySpreadConstraints: [{ ...zones, ...constraint }] });
    expect(failing({ maxSkew: 0 })).toThrow(of('topologySpreadConstraints[0].maxSkew', 'a whole number of at least 1, got 0'));
    expect(failing({ whenUnsatisfiable: 'Never' })).toThrow(of('topologySpreadConstraints[0].whenUnsatisfiable', "'DoNotSchedule' or 'ScheduleAnyway'"));
    expect(failing({ topologyKey: undefined })).toThrow(of('topologySpreadConstraints[0].topologyKey', 'a string, got nothing'));
    expect(failing({ topologyKey: '' })).toThrow(of('topologySpreadConstraints[0].topologyKey', "the key of a label of nodes, got ''"));
    expect(failing({ minDomains: 2, whenUnsatisfiable: 'ScheduleAnyway' }))
      .toThrow(of('topologySpreadConstraints[0].minDomains', "left out without 'DoNotSchedule', got 2"));
    expect(failing({ minDomains: 2 })).not.toThrow();
    expect(failing({ matchLabelKeys: ['bad key'] })).toThrow(of('topologySpreadConstraints[0].matchLabelKeys[0]', "keys of at most 63"));
    expect(failing({ labelSelector: { matchLabels: { 'a b': 'c' } } })).toThrow(of('topologySpreadConstraints[0].labelSelector.matchLabels', 'keys of'));
    expect(making({ pod: { containers: [], topologySpreadConstraints: [{ ...zones, topologyKey: '' }] } }))
      .toThrow(of('pod.topologySpreadConstraints[0].topologyKey', 'the key of a label of nodes'));
    expect(failing({ nodeTaintsPolicy: 'No' })).toThrow(of('topologySpreadConstraints[0].nodeTaintsPolicy', "'Honor' or 'Ignore'"));
    expect(making({ topologySpreadConstraints: [zones, { ...zones, maxSkew: 2 }] }))
      .toThrow(of('topologySpreadConstraints', `all different, got ['${ZONE} DoNotSchedule', '${ZONE} DoNotSchedule']`));
  });
});

test('fails when a toleration or a label of nodes cannot be', () => {
  const failing = (toleration: k8s.Toleration) => making({ tolerations: [toleration] });
  expect(failing({ key: 'a', operator: 'In' })).toThrow(of('tolerations[0].operator', "'Equal' or 'Exists', got 'In'"));
  expect(failing({ key: 'a', effect: 'Evict' })).toThrow(of('tolerations[0].effect', "'NoSchedule' or"));
  expect(failing({ key: 'x y', operator: 'Exists' })).toThrow(of('tolerations[0].key', "keys of at most 63"));
  expect(failing({ key: 'x', value: 'x y' })).toThrow(of('tolerations[0].value', 'empty, or at most 63'));
  expect(making({ pod: { containers: [], tolerations: [{ key: 'x', value: 'x y' }] } })).toThrow(of('pod.tolerations[0].value', 'empty, or at most 63'));
  expect(failing({ value: 'a' })).toThrow(of('tolerations[0].key', "given, got nothing: for all taints write { operator: 'Exists' }"));
  expect(failing({ key: 'a', operator: 'Exists', value: 'b' })).toThrow(of('tolerations[0].value', "left out with Exists, got 'b'"));
  expect(failing({ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }))
    .toThrow(of('tolerations[0].effect', "'NoExecute' where there are tolerationSeconds"));
  expect(making({ nodeSelector: { disk: 'a b' } })).toThrow(of('nodeSelector.disk', 'empty, or at most 63'));
  expect(making({ nodeSelector: 'ssd' })).toThrow(of('nodeSelector', "an object of labels, got 'ssd'"));
});
