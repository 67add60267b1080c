import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { StatefulWebAppProps } from '../stateful-web-app';
import { checkDifferent, checkOneOf, checkPort, checkPortName, checkWholeNumber, Problems } from '../parts/checks';
import { checkClients, checkDestinations, checkHeeded } from '../parts/checks-network';
import { checkVariable, checkVariableName } from '../parts/checks-env';
import { checkImage } from '../parts/checks-image';
import { amountOf, checkBytes, checkLimit, checkMemory, checkQuantity } from '../parts/checks-quantity';
import { checkKinds } from '../parts/checks-kinds';
import { checkReferences } from '../parts/checks-references';
import { checkText } from '../parts/checks-text';
import { checkNames, Names } from './checks-names';
import { checkProbes } from './checks-probes';
import { checkSecurity } from './checks-security';
import { checkStorage } from './checks-storage';
import { portsOf } from './container';
import { KINDS } from './kinds';

/** With less no program starts: where it is meant, a unit is missing. */
const LEAST_MEMORY = '4Mi';

/** Refuses what is of another kind than a prop may hold: it cannot be judged any further. */
export function checkAppKinds(scope: Construct, props: StatefulWebAppProps): void {
  const problems = new Problems('StatefulWebApp', scope);
  checkKinds(problems, props ?? {}, KINDS);
  problems.throwIfAny();
}

/** Checks what the app was given in the words of its own props; the parts check the rest. */
export function checkApp(scope: Construct, props: StatefulWebAppProps, names: Names): void {
  const problems = new Problems('StatefulWebApp', scope);
  checkNames(problems, props, names);
  checkWholeNumber(problems, 'replicas', props.replicas, 1, 'to stop an app for a while, use kubectl scale --replicas=0');
  checkImage(problems, 'image', props.image);
  checkOneOf(problems, 'imagePullPolicy', props.imagePullPolicy, ['IfNotPresent', 'Always', 'Never']);
  checkCommands(problems, props);
  checkVariables(problems, props);
  checkPorts(problems, props);
  checkStorage(problems, props);
  checkResources(problems, props);
  checkProbes(problems, props);
  checkUpdate(problems, props);
  checkSecurity(problems, props);
  const { envFromConfigMaps, envFromSecrets, imagePullSecrets, priorityClassName, serviceAccountName, storageClassName } = props;
  checkReferences(problems, { envFromConfigMaps, envFromSecrets, imagePullSecrets, priorityClassName, serviceAccountName, storageClassName });
  checkClients(problems, props.clients);
  checkDestinations(problems, props.destinations);
  checkHeeded(problems, props.networkPolicy ?? !props.plain, { clients: props.clients, destinations: props.destinations });
  problems.throwIfAny();
}

function checkCommands(problems: Problems, props: StatefulWebAppProps): void {
  for (const prop of ['command', 'args', 'preStop'] as const) {
    props[prop]?.forEach((word, index) => checkText(problems, `${prop}[${index}]`, word));
  }
  if (props.preStop?.length === 0) problems.add('preStop', [], 'a command of at least one word', 'leave it out');
}

function checkVariables(problems: Problems, { env = {} }: StatefulWebAppProps): void {
  for (const [name, value] of Object.entries(env)) {
    checkVariableName(problems, 'env', name);
    checkVariable(problems, `env.${name}`, value._toKube(name));
    checkValue(problems, `env.${name}`, value._toKube(name));
  }
}

/** Where nothing is written, Kubernetes makes an empty text of it; an object may be a text that comes at synth. */
function checkValue(problems: Problems, prop: string, { value, valueFrom }: k8s.EnvVar): void {
  if (valueFrom || typeof value === 'string' || (typeof value === 'object' && value !== null)) return;
  problems.add(prop, value, 'text', value === undefined ? "for an empty text write EnvValue.fromValue('')" : 'put it in quotes');
}

function checkPorts(problems: Problems, props: StatefulWebAppProps): void {
  portsOf(props).forEach((port, index) => {
    const prop = index === 0 ? 'port' : `morePorts[${index - 1}].port`;
    const nameProp = index === 0 ? 'portName' : `morePorts[${index - 1}].name`;
    checkPort(problems, prop, port.port);
    checkPortName(problems, nameProp, port.name);
    checkOneOf(problems, `morePorts[${index - 1}].protocol`, port.protocol, ['TCP', 'UDP', 'SCTP']);
  });
  checkDifferent(problems, 'morePorts[].name', portsOf(props), (port) => port.name);
  checkDifferent(problems, 'morePorts[].port', portsOf(props), (port) => `${port.port}/${port.protocol ?? 'TCP'}`);
}

function checkResources(problems: Problems, props: StatefulWebAppProps): void {
  checkQuantity(problems, 'cpuRequest', props.cpuRequest);
  checkQuantity(problems, 'cpuLimit', props.cpuLimit);
  checkMemory(problems, 'memoryRequest', props.memoryRequest);
  checkMemory(problems, 'memoryLimit', props.memoryLimit);
  for (const prop of ['memoryRequest', 'memoryLimit'] as const) checkEnough(problems, prop, props[prop]);
  checkBytes(problems, 'ephemeralStorageRequest', props.ephemeralStorageRequest);
  checkBytes(problems, 'ephemeralStorageLimit', props.ephemeralStorageLimit);
  checkLimit(problems, 'cpuLimit', props.cpuLimit, props.cpuRequest);
  checkLimit(problems, 'memoryLimit', props.memoryLimit, props.memoryRequest);
  checkLimit(problems, 'ephemeralStorageLimit', props.ephemeralStorageLimit, props.ephemeralStorageRequest);
}

function checkEnough(problems: Problems, prop: string, memory: string | undefined): void {
  const bytes = amountOf(memory ?? '');
  if (!(bytes > 0 && bytes < amountOf(LEAST_MEMORY))) return;
  problems.add(prop, memory, `at least ${LEAST_MEMORY}`, /^\d+$/.test(memory!) ? `without a unit it means bytes: write '${memory}Mi'` : 'raise it');
}

function checkUpdate(problems: Problems, props: StatefulWebAppProps): void {
  const replicas = props.replicas ?? (props.plain ? 1 : 2);
  const partition = props.updateStrategy?._toKube(replicas).rollingUpdate?.partition;
  checkWholeNumber(problems, 'updateStrategy', partition, 0);
  if (partition !== undefined && partition > replicas) {
    problems.add('updateStrategy', partition, `a partition of at most ${replicas}, the number of replicas`, 'lower it, or raise replicas');
  }
  checkWholeNumber(problems, 'minReadySeconds', props.minReadySeconds);
  checkWholeNumber(problems, 'revisionHistoryLimit', props.revisionHistoryLimit);
  checkWholeNumber(problems, 'terminationGracePeriodSeconds', props.terminationGracePeriodSeconds);
}
