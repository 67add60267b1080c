import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { AutoscaleOptions, StatefulWebApp, UpdateStrategy } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { kindOf, making, of, setOf } from '../fixtures/web';

const autoscalerOf = (autoscale: AutoscaleOptions, props: object = {}) => kindOf('HorizontalPodAutoscaler', { autoscale, ...props })[0];
const metricsOf = (autoscale: Partial<AutoscaleOptions>) => autoscalerOf({ maxReplicas: 5, ...autoscale }).spec.metrics;
const metric = (name: string, target: object) => ({ type: 'ContainerResource', containerResource: { name, container: 'web', target } });

test('there are two pods, or as many as asked for', () => {
  expect([setOf().spec.replicas, setOf({ replicas: 5 }).spec.replicas]).toEqual([2, 5]);
});

test.each([0, -1, 2.5, NaN])('fails when replicas is %s', (replicas) => {
  const rest = `a whole number of at least 1, got ${replicas}: to stop an app for a while, use kubectl scale --replicas=0`;
  expect(making({ replicas })).toThrow(of('replicas', rest));
});

test.each([['Autoscaler', '/spec/behaviour'], ['Ingress', '/spec/rule']])('a patch of %s with a field that there is not is refused', (id, path) => {
  const app = new StatefulWebApp(chart(), 'Web', { image: 'web:1', cpuRequest: '1', autoscale: { maxReplicas: 3 }, networkPolicy: false, ingress: { host: 'a.example' } });
  expect(() => ApiObject.of(app.node.findChild(id)).addJsonPatch(JsonPatch.add(path, {}))).toThrow(`'${path}' of `);
});

describe('autoscale', () => {
  test('is a HorizontalPodAutoscaler of the StatefulSet', () => {
    expect(autoscalerOf({ maxReplicas: 5 }, { name: 'shop', labels: { team: 'web' }, annotations: { note: 'x' } })).toEqual({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'shop', labels: { app: 'shop', team: 'web' }, annotations: { note: 'x' } },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'shop' },
        minReplicas: 2,
        maxReplicas: 5,
        metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'shop', target: { type: 'Utilization', averageUtilization: 80 } } }],
      },
    });
    expect(kindOf('HorizontalPodAutoscaler')).toEqual([]);
  });

  test('writes no replicas, which an apply would set back', () => {
    expect(setOf({ autoscale: { maxReplicas: 5 } }).spec).not.toHaveProperty('replicas');
  });

  test('aims for what it was told, of the app\'s container alone', () => {
    expect(metricsOf({ cpuUtilization: 60 })).toEqual([metric('cpu', { type: 'Utilization', averageUtilization: 60 })]);
    expect(metricsOf({ memoryUtilization: 70 })).toEqual([metric('memory', { type: 'Utilization', averageUtilization: 70 })]);
    expect(metricsOf({ memoryAverage: Size.mebibytes(300) })).toEqual([metric('memory', { type: 'AverageValue', averageValue: '300Mi' })]);
    expect(metricsOf({ cpuUtilization: 60, memoryUtilization: 70 })).toHaveLength(2);
  });

  test('keeps the budget and a partition, which need no number of pods', () => {
    const props = { autoscale: { maxReplicas: 5 }, updateStrategy: UpdateStrategy.partition(5) };
    expect(kindOf('PodDisruptionBudget', props)[0].spec.maxUnavailable).toBe(1);
    expect(setOf(props).spec.updateStrategy.rollingUpdate.partition).toBe(5);
    expect(making({ ...props, updateStrategy: UpdateStrategy.partition(6) }))
      .toThrow(of('updateStrategy', 'a partition of at most 5, autoscale.maxReplicas, got 6: lower it, or raise autoscale.maxReplicas'));
  });

  test('fails beside replicas, and with a canary, whose pods are not known', () => {
    expect(making({ autoscale: { maxReplicas: 5 }, replicas: 3 })).toThrow(of('replicas', 'left out with autoscale, got 3'));
    expect(making({ autoscale: { maxReplicas: 5 }, updateStrategy: UpdateStrategy.canary() }))
      .toThrow(of('updateStrategy', 'another one than canary with autoscale, as the last pods are not known'));
  });

  test('fails when its numbers cannot be', () => {
    const scaling = (autoscale: object) => making({ autoscale });
    expect(scaling({})).toThrow(of('autoscale.maxReplicas', 'a whole number of at least 1, got nothing'));
    expect(scaling({ maxReplicas: 1 })).toThrow(of('autoscale.maxReplicas', 'at least minReplicas, which is 2, got 1'));
    expect(scaling({ maxReplicas: 5, minReplicas: 0 })).toThrow(of('autoscale.minReplicas', 'a whole number of at least 1, got 0'));
    expect(scaling({ maxReplicas: 5, cpuUtilization: 0 })).toThrow(of('autoscale.cpuUtilization', 'a whole number of at least 1, got 0'));
    expect(scaling({ maxReplicas: 5, memoryUtilization: 0 })).toThrow(of('autoscale.memoryUtilization', 'a whole number of at least 1'));
    expect(scaling({ maxReplicas: 5, memoryAverage: '1Gi' })).toThrow(of('autoscale.memoryAverage', "a Size, at least 1Mi, got '1Gi'"));
    expect(scaling({ maxReplicas: 5, memoryUtilization: 80, memoryAverage: Size.gibibytes(1) }))
      .toThrow(of('autoscale.memoryAverage', "left out with memoryUtilization, got '1Gi'"));
    expect(scaling({ maxReplicas: 5, min: 2 })).toThrow(of('autoscale.min', "known names, got others: known are minReplicas, maxReplicas"));
  });

  test('fails where a percentage would be one of nothing', () => {
    expect(making({ autoscale: { maxReplicas: 5 }, cpuRequest: '0' })).toThrow(of('cpuRequest', "above 0 with autoscale.cpuUtilization, got '0'"));
    expect(making({ autoscale: { maxReplicas: 5, memoryUtilization: 80 }, memoryRequest: Size.mebibytes(0) }))
      .toThrow(of('memoryRequest', "above 0 with autoscale.memoryUtilization, got '0Mi'"));
  });
});
