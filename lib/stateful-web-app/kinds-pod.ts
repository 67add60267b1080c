import { Kind, list, map, MAP, NUMBER, TEXT } from '../parts/checks-kinds';

/** Any value that is there: an object may become a text at synth. */
const PRESENT: Kind = { allowed: 'given', repair: 'leave it out', fits: (value) => value !== undefined && value !== null, example: "'…'" };

/** What is read of an object of Kubernetes; it may have any other field. */
function open(fields: { readonly [field: string]: Kind }, example: string): Kind {
  return { ...MAP, allowed: 'an object', repair: `write ${example}`, example, fields, open: true };
}

const NAMED = open({ name: TEXT }, "{ name: '…' }");

const AMOUNTS = map(PRESENT);

const CONTAINER = open({
  name: TEXT,
  image: TEXT,
  command: list(PRESENT),
  args: list(PRESENT),
  env: list(open({
    name: TEXT, valueFrom: open({ secretKeyRef: MAP, configMapKeyRef: MAP, fieldRef: MAP }, "{ fieldRef: { fieldPath: '…' } }"),
  }, "{ name: '…', value: '…' }")),
  envFrom: list(MAP),
  ports: list(open({ name: TEXT, containerPort: NUMBER, hostPort: NUMBER, protocol: TEXT }, '{ containerPort: 8080 }')),
  volumeMounts: list(NAMED),
  volumeDevices: list(NAMED),
  resources: open({ requests: AMOUNTS, limits: AMOUNTS }, '{ requests: { … } }'),
  securityContext: MAP,
}, "{ name: '…', image: '…' }");

/** What `pod` may hold, as far as anything is made of it. */
export const POD = open({
  containers: list(CONTAINER), initContainers: list(CONTAINER), volumes: list(NAMED), securityContext: MAP,
}, '{ tolerations: [ … ] } or other fields of a pod');
