import { Construct } from 'constructs';
import { KubernetesObject } from '../../private/kubernetes-object';
import { withDefaults } from '../../validation/rules';
import type { Resolved } from '../defaults';
import { AUTOSCALE, AutoscaleOptions } from './props';

/** The HorizontalPodAutoscaler of the app, where one is asked for. */
export function addAutoscaler(scope: Construct, app: Resolved): void {
  if (!app.autoscale) return;
  const { minReplicas, maxReplicas } = withDefaults(app.autoscale, AUTOSCALE);
  new KubernetesObject(scope, 'Autoscaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: app.name, labels: app.labels, annotations: app.annotations },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: app.name },
      minReplicas,
      maxReplicas,
      metrics: metricsOf(app.autoscale, app.containerName),
    },
  });
}

/** Of the app's container alone: what sidecars use, or ask for, does not count. */
function metricsOf(autoscale: AutoscaleOptions, container: string): object[] {
  const { cpuUtilization, memoryUtilization, memoryAverage } = withDefaults(autoscale, AUTOSCALE);
  const targets = [
    { name: 'cpu', target: cpuUtilization && { type: 'Utilization', averageUtilization: cpuUtilization } },
    { name: 'memory', target: memoryUtilization && { type: 'Utilization', averageUtilization: memoryUtilization } },
    { name: 'memory', target: memoryAverage && { type: 'AverageValue', averageValue: memoryAverage.asString() } },
  ];
  return targets
    .filter(({ target }) => target)
    .map((metric) => ({ type: 'ContainerResource', containerResource: { ...metric, container } }));
}
