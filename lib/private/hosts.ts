import type { Labels } from './label-selectors';
import { Container, containersOf, itemsOf, PodSpec, textsOf } from './manifest';

/** Variables whose value is a host even if it is one bare word. */
const HOST_VARIABLE = /HOST|SERVICE|SERVER|ADDR|URL|URI|ENDPOINT|PEER/i;
/** Variables whose bare word may as well be the client's own name, as that of OTEL_SERVICE_NAME. */
const NAME_VARIABLE = /(?<!HOST_?)NAME$/i;
/** A host, with what before and after it says that it is one. */
const HOST = /(:\/\/|@)?\b([a-z0-9][-.a-z0-9]*[a-z0-9])(:\d+)?/g;

/** A host that a workload names. */
export interface Mention {
  /** The variable, or `command`. */
  readonly by: string;
  /** What stands between the dots of the host. */
  readonly labels: string[];
  /** Whether a single word is a host as well. */
  readonly isHost: boolean;
  /** Whether nothing but the name of the variable says so, and that not clearly. */
  readonly isDoubtful: boolean;
}

/** A name of a Service that a host may lead to. */
export interface ServiceName {
  readonly name: string;
  readonly namespace?: string;
  /** Whether `svc` says that it is one. */
  readonly isFull: boolean;
}

interface Word {
  readonly labels: string[];
  readonly isMarked: boolean;
  readonly isAll: boolean;
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

/** Finds hosts in pods; each text is searched once. */
export class Hosts {
  private readonly words = new Map<string, Word[]>();

  /**
   * The hosts that containers of a pod name, in their order.
   *
   * @param dataOf data of a ConfigMap, where it is known
   */
  public in(pod: PodSpec, dataOf: (configMap: string) => Labels | undefined): Mention[] {
    return containersOf(pod).flatMap((container) => {
      const variables = variablesOf(container, dataOf).flatMap((variable) => this.inVariable(variable));
      const texts = [...textsOf(container.command), ...textsOf(container.args)];
      return [...variables, ...texts.flatMap((text) => this.inText(text))];
    });
  }

  private inVariable({ name, value }: Variable): Mention[] {
    return this.wordsOf(value).map(({ labels, isMarked, isAll }) => {
      const isDoubtful = !isMarked && labels.length === 1 && NAME_VARIABLE.test(name);
      return { by: name, labels, isHost: isMarked || isAll && HOST_VARIABLE.test(name), isDoubtful };
    });
  }

  private inText(text: string): Mention[] {
    return this.wordsOf(text).map(({ labels, isMarked }) => ({
      by: 'command',
      labels,
      isHost: isMarked,
      isDoubtful: false,
    }));
  }

  private wordsOf(text: unknown): Word[] {
    if (typeof text !== 'string') return [];
    const known = this.words.get(text);
    if (known) return known;
    const words = [...text.matchAll(HOST)].map(([, before, host, port]) => (
      { labels: host.split('.'), isMarked: Boolean(before || port), isAll: host === text }));
    this.words.set(text, words);
    return words;
  }
}

/**
 * Names of Services that a host may lead to: `web`, `web.shop`, `web-0.web`, `web-0.web.shop`, each with what may
 * follow.
 */
export function servicesOf({ labels, isHost }: Mention): ServiceName[] {
  const [first, second, third, fourth] = labels;
  const names: ServiceName[] = [];
  if (second !== undefined && /-\d+$/.test(first))
    names.push({ name: second, namespace: third, isFull: fourth === 'svc' });
  if (second !== undefined || isHost) names.push({ name: first, namespace: second, isFull: third === 'svc' });
  return names;
}

function variablesOf(
  container: Container,
  dataOf: (configMap: string) => Labels | undefined,
): Variable[] {
  const env = itemsOf(container.env);
  const own = env.map(({ name, value, valueFrom }) => {
    const { name: configMap, key } = valueFrom?.configMapKeyRef ?? {};
    return { name, value: value ?? (configMap && key && dataOf(configMap)?.[key]) ?? '' };
  });
  const all = itemsOf(container.envFrom).flatMap(({ prefix = '', configMapRef }) => {
    const data = configMapRef?.name ? dataOf(configMapRef.name) : undefined;
    return Object.entries(data ?? {}).map(([key, value]) => ({ name: `${prefix}${key}`, value }));
  });
  const names = new Set(env.map(({ name }) => name));
  return [...own, ...all.filter(({ name }) => !names.has(name))];
}
