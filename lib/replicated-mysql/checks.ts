import { Construct } from 'constructs';
import { checkOneOf, Problems } from '../parts/checks';
import { checkCidrs, checkClients, checkHeeded } from '../parts/checks-network';
import { checkImage } from '../parts/checks-image';
import { checkBytes, checkLimit, checkQuantity, checkWithin } from '../parts/checks-quantity';
import { checkKinds } from '../parts/checks-kinds';
import { checkReferences } from '../parts/checks-references';
import { checkSeconds } from '../parts/checks-seconds';
import { MEMORY } from './buffer-pool';
import { checkAccounts } from './checks-accounts';
import { checkApplication, checkSecrets } from './checks-application';
import { checkNames } from './checks-names';
import { checkAllSettings } from './checks-settings';
import { checkSharing } from './checks-sharing';
import { Durability } from './durability';
import { KINDS } from './kinds';
import { ReplicatedMySQLProps } from './props';
import { DISK_REQUEST } from './resources';
import { checkTls } from './checks-tls';

const LARGEST_SERVER_ID = 2 ** 32 - 1;

/** Refuses what only MySQL knows to be wrong; the parts refuse what Kubernetes would. */
export function checkProps(scope: Construct, props: ReplicatedMySQLProps): void {
  const problems = new Problems('ReplicatedMySQL', scope);
  checkKinds(problems, props ?? {}, KINDS);
  problems.throwIfAny(); // what is of another kind cannot be judged any further
  checkNames(problems, props);
  checkReplicas(problems, props.replicas ?? 3);
  checkPrimary(problems, props);
  checkDurability(problems, props);
  checkServerIds(problems, props);
  checkAccounts(problems, props);
  checkApplication(problems, props);
  checkSecrets(problems, props);
  checkSharing(problems, props);
  checkStorage(problems, props);
  checkResources(problems, props);
  const { configMapName, imagePullSecrets, priorityClassName, serviceAccountName, storageClassName } = props;
  checkReferences(problems, { configMapName, imagePullSecrets, priorityClassName, serviceAccountName, storageClassName });
  checkAccount(problems, serviceAccountName);
  checkLag(problems, props);
  checkKeys(problems, props);
  checkClients(problems, props.clients);
  checkHeeded(problems, props.networkPolicy ?? true, { clients: props.clients, apiServerCidrs: props.apiServerCidrs });
  checkCidrs(problems, 'apiServerCidrs', props.apiServerCidrs);
  checkTls(problems, props);
  checkAllSettings(problems, props);
  problems.throwIfAny();
}

function checkReplicas(problems: Problems, replicas: number): void {
  if (!Number.isInteger(replicas) || replicas < 1 || replicas > 1000) {
    problems.add('replicas', replicas, 'a whole number of at least 1 and at most 1000', 'use 1 for a single server, 3 for a primary and two replicas');
  }
}

function checkPrimary(problems: Problems, props: ReplicatedMySQLProps): void {
  const primary = props.primary ?? 0;
  const replicas = props.replicas ?? 3;
  if (!Number.isInteger(primary) || primary < 0 || (replicas >= 1 && primary >= replicas)) {
    problems.add('primary', primary, `the ordinal of a server, from 0 to ${replicas - 1}`, 'raise replicas or name another server');
  }
}

function checkDurability(problems: Problems, props: ReplicatedMySQLProps): void {
  const replicas = props.replicas ?? 3;
  checkOneOf(problems, 'durability', props.durability, Object.values(Durability));
  if (props.durability === Durability.LOSSLESS && replicas < 3) {
    const allowed = replicas === 2 ? 'ASYNC or SEMI_SYNC with 2 servers' : 'ASYNC with a single server';
    problems.add('durability', props.durability, allowed, 'a majority that survives a failure takes replicas: 3');
  }
  if (props.durability === Durability.SEMI_SYNC && replicas < 2) {
    problems.add('durability', props.durability, 'ASYNC with a single server', 'there is nobody to acknowledge: use replicas: 2 or more');
  }
}

function checkServerIds(problems: Problems, props: ReplicatedMySQLProps): void {
  const base = props.serverIdBase ?? 100;
  const largest = base + (props.replicas ?? 3) - 1;
  if (!Number.isInteger(base) || base < 1 || largest > LARGEST_SERVER_ID) {
    problems.add('serverIdBase', base, `a whole number from 1 that leaves room for every server below ${LARGEST_SERVER_ID}`, 'use a smaller number, for example 100');
  }
}

function checkStorage(problems: Problems, props: ReplicatedMySQLProps): void {
  checkBytes(problems, 'storage', props.storage);
  if (props.ephemeral && (props.storage ?? props.storageClassName) !== undefined) {
    problems.add('ephemeral', true, 'left out where there is storage or storageClassName', 'leave out ephemeral to keep the data');
  }
}

function checkResources(problems: Problems, props: ReplicatedMySQLProps): void {
  checkImage(problems, 'image', props.image ?? 'mysql');
  checkOneOf(problems, 'imagePullPolicy', props.imagePullPolicy, ['IfNotPresent', 'Always', 'Never']);
  checkBytes(problems, 'memory', props.memory);
  checkWithin(problems, 'memory', props.memory, ...MEMORY, 'with less MySQL is killed while it starts, with more no node takes it');
  checkBytes(problems, 'ephemeralStorage', props.ephemeralStorage);
  checkLimit(problems, 'ephemeralStorage', props.ephemeralStorage, props.ephemeral ? DISK_REQUEST.ephemeral : DISK_REQUEST.kept);
  checkQuantity(problems, 'cpuRequest', props.cpuRequest);
  checkQuantity(problems, 'cpuLimit', props.cpuLimit);
  checkLimit(problems, 'cpuLimit', props.cpuLimit, props.cpuRequest ?? '500m');
}

/** Pods that name no account run as this one: all of them would have the Role of the agents. */
function checkAccount(problems: Problems, account: string | undefined): void {
  if (account !== 'default') return;
  problems.add('serviceAccountName', account, "another account than the namespace's default, as it gets the Role of the agents", 'leave it out for an account of its own');
}

function checkLag(problems: Problems, props: ReplicatedMySQLProps): void {
  checkSeconds(problems, 'maxLag', props.maxLag, 5, 'use Duration.seconds(60)');
}

function checkKeys(problems: Problems, props: ReplicatedMySQLProps): void {
  const primary = props.primarySettingsKey ?? 'primary.cnf';
  const replica = props.replicaSettingsKey ?? 'replica.cnf';
  for (const [prop, key] of Object.entries({ primarySettingsKey: primary, replicaSettingsKey: replica })) {
    // mysqld reads only files of this ending from a folder
    if (/^[-._a-zA-Z0-9]+\.cnf$/.test(key) && key !== 'server-id.cnf') continue;
    problems.add(prop, key, 'a file name that ends in .cnf, other than server-id.cnf', "use 'primary.cnf' or 'replica.cnf'");
  }
  if (primary === replica) problems.add('replicaSettingsKey', replica, 'another key than primarySettingsKey', 'give each role a key of its own');
}
