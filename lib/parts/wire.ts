/** Fields that the generated types spell unlike the API. */
export const RENAMED = new Map(Object.entries({
  clientIp: 'clientIP',
  clusterIp: 'clusterIP',
  datasetUuid: 'datasetUUID',
  diskUri: 'diskURI',
  downwardApi: 'downwardAPI',
  hostIp: 'hostIP',
  hostIpc: 'hostIPC',
  hostPid: 'hostPID',
  loadBalancerIp: 'loadBalancerIP',
  pdId: 'pdID',
  scaleIo: 'scaleIO',
  setHostnameAsFqdn: 'setHostnameAsFQDN',
  storagePolicyId: 'storagePolicyID',
  targetWwNs: 'targetWWNs',
  volumeId: 'volumeID',
}));

/** Fields that hold keys of the user's own choice, which are never renamed. */
export const MAPS = new Set([
  'annotations', 'labels', 'limits', 'matchLabels', 'nodeSelector', 'options', 'overhead', 'requests', 'selector', 'volumeAttributes',
]);

/**
 * A generated type as the API server sees it, so that JSON patches speak the API's language.
 *
 * The generated `manifest()` does the same, but takes as long as all the rest of a synth and drops fields that are newer than itself.
 */
export function wire<T>(typed: T): T {
  return converted(typed, true) as T;
}

function converted(value: unknown, renames: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => converted(item, renames));
  if (value.constructor !== Object) return scalarOf(value);
  const result: { [key: string]: unknown } = {};
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue;
    const name = renames ? RENAMED.get(key) ?? key : key;
    result[name] = converted(field, renames && !MAPS.has(key));
  }
  return result;
}

/** Quantity and IntOrString hold a `value`; a Lazy, which does not, is left for synth. */
function scalarOf(value: object): unknown {
  if (value instanceof Date) return value.toISOString();
  const held = (value as { value?: unknown }).value;
  return typeof held === 'string' || typeof held === 'number' ? held : value;
}
