import { containersOf, Manifest } from './manifest';

/** Variables whose value is a host even if it is one bare word. */
const HOST_VARIABLE = /HOST|SERVICE|SERVER|ADDR|URL|URI|ENDPOINT|PEER/i;
/** A host, with what before and after it says that it is one. */
const HOST = /(:\/\/|@)?\b([a-z0-9][-.a-z0-9]*[a-z0-9])(:\d+)?/g;

/** Why a workload is a client of a Service: the variable that names it, or `command`; undefined where it is none. */
export function mentionOf(workload: Manifest, service: Manifest): string | undefined {
  for (const { env = [], command = [], args = [] } of containersOf(workload)) {
    const variable = env.find(({ name, value = '' }) => names(value, service.metadata, HOST_VARIABLE.test(name)));
    if (variable) return variable.name;
    if ([...command, ...args].some((text) => names(text, service.metadata, false))) return 'command';
  }
  return undefined;
}

function names(text: string, service: Manifest['metadata'], isHost: boolean): boolean {
  return [...text.matchAll(HOST)].some(([, before, host, port]) => {
    return leadsTo(host.split('.'), service, Boolean(before || port) || isHost && host === text);
  });
}

function leadsTo(labels: string[], service: Manifest['metadata'], isHost: boolean): boolean {
  const ofPod = /-\d+$/.test(labels[0]) && labels[1] === service.name;
  const [name, namespace, svc] = ofPod ? labels.slice(1) : labels;
  if (name !== service.name) return false;
  if (namespace === undefined) return ofPod || isHost;
  return namespace === service.namespace || service.namespace === undefined && svc === 'svc';
}
