import type { k8s } from 'cdk8s-plus-27';
import { amountOf } from '../parts/checks-quantity';
import { quantity } from '../parts/scalars';
import type { AppContainerOptions } from './container-options';

type Amounts = { readonly [resource: string]: string | undefined };

/** What the app asks for and may use at most, with every default; no CPU limit, which slows an app down that could run. */
export function amountsOf(props: AppContainerOptions & { readonly plain?: boolean }): { requests: Amounts; limits: Amounts } {
  const usual = (value: string) => props.plain ? undefined : value;
  const memoryRequest = props.memoryRequest ?? usual(lesser('128Mi', props.memoryLimit));
  const diskRequest = props.ephemeralStorageRequest ?? usual(lesser('64Mi', props.ephemeralStorageLimit));
  return {
    requests: { 'cpu': props.cpuRequest ?? usual(lesser('100m', props.cpuLimit)), 'memory': memoryRequest, 'ephemeral-storage': diskRequest },
    limits: {
      'cpu': props.cpuLimit,
      'memory': props.memoryLimit ?? usual(greater('512Mi', memoryRequest)),
      'ephemeral-storage': props.ephemeralStorageLimit ?? usual(greater('1Gi', diskRequest)),
    },
  };
}

/** The same as Kubernetes writes it; absent where there is none. */
export function resourcesOf(props: AppContainerOptions): k8s.ResourceRequirements | undefined {
  const { requests, limits } = amountsOf(props);
  const written = { requests: quantities(requests), limits: quantities(limits) };
  return written.requests || written.limits ? written : undefined;
}

function quantities(amounts: Amounts): { [resource: string]: k8s.Quantity } | undefined {
  const given = Object.entries(amounts).flatMap(([resource, amount]) => amount === undefined ? [] : [[resource, quantity(amount)] as const]);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}

/** A default never contradicts what was given. */
function lesser(usual: string, given: string | undefined): string {
  return given !== undefined && amountOf(given) < amountOf(usual) ? given : usual;
}

function greater(usual: string, given: string | undefined): string {
  return given !== undefined && amountOf(given) > amountOf(usual) ? given : usual;
}
