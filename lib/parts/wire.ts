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

type Fields = { [key: string]: unknown };

/**
 * A generated type as the API server sees it, so that JSON patches speak the API's language.
 *
 * The generated `manifest()` does the same, but takes as long as all the rest of a synth and drops fields that are newer than itself.
 * What needs no change is not copied.
 */
export function wire<T>(typed: T): T {
  return converted(typed, true) as T;
}

function converted(value: unknown, renames: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return convertedList(value, renames);
  return value.constructor === Object ? convertedFields(value as Fields, renames) : scalarOf(value);
}

function convertedFields(fields: Fields, renames: boolean): Fields {
  let copy: Fields | undefined;
  for (const key in fields) {
    const given = fields[key];
    // an unset field of the types must not erase one that was given in the API's own spelling
    const name = renames && given !== undefined ? RENAMED.get(key) ?? key : key;
    const field = typeof given === 'object' ? converted(given, renames && !MAPS.has(key)) : given;
    if (name === key && field === given) continue;
    copy = name === key ? copy ?? { ...fields } : without(key, copy ?? fields);
    copy[name] = field;
  }
  return copy ?? fields;
}

function without(unwanted: string, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== unwanted));
}

function convertedList(list: unknown[], renames: boolean): unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = converted(list[index], renames);
    if (item === list[index]) continue;
    copy ??= [...list];
    copy[index] = item;
  }
  return copy ?? list;
}

/** Quantity and IntOrString hold a `value`; a Lazy, which does not, is left for synth. */
function scalarOf(value: object): unknown {
  if (value instanceof Date) return value.toISOString();
  const held = (value as { value?: unknown }).value;
  return typeof held === 'string' || typeof held === 'number' ? held : value;
}
