import { Construct } from 'constructs';
import { Problems } from '../parts/checks';
import { checkImage } from '../parts/checks-pod';
import { checkBytes, checkQuantity } from '../parts/checks-quantity';
import { Durability } from './durability';
import { ReplicatedMySQLProps } from './props';
import { checkSettings } from './settings';

/** The longest name that leaves room for `-primary` and for a pod's ordinal; a StatefulSet allows 52 characters. */
const LONGEST_NAME = 49;
const LARGEST_SERVER_ID = 2 ** 32 - 1;

/** Refuses what only MySQL knows to be wrong; the parts refuse what Kubernetes would. */
export function checkProps(scope: Construct, props: ReplicatedMySQLProps): void {
  const problems = new Problems(scope);
  checkName(problems, props.name);
  checkReplicas(problems, props.replicas ?? 3);
  checkPrimary(problems, props);
  checkDurability(problems, props);
  checkServerIds(problems, props);
  checkApplication(problems, props);
  checkSecrets(problems, props);
  checkStorage(problems, props);
  checkResources(problems, props);
  checkLag(problems, props);
  checkKeys(problems, props);
  checkSettings(problems, 'settings', props.settings);
  checkSettings(problems, 'primarySettings', props.primarySettings);
  checkSettings(problems, 'replicaSettings', props.replicaSettings);
  problems.throwIfAny();
}

function checkName(problems: Problems, name: string = 'mysql'): void {
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name) || name.length > LONGEST_NAME) {
    problems.add('name', name, `a lowercase RFC 1123 label of at most ${LONGEST_NAME} characters that begins with a letter`, 'use lowercase letters, digits and -');
  }
}

function checkReplicas(problems: Problems, replicas: number): void {
  if (!Number.isInteger(replicas) || replicas < 1) {
    problems.add('replicas', replicas, 'a whole number of at least 1', 'use 1 for a single server, 3 for a primary and two replicas');
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
  if (props.durability === Durability.LOSSLESS && replicas < 3) {
    problems.add('durability', props.durability, `ASYNC or SEMI_SYNC with ${replicas} servers`, 'a majority that survives a failure takes replicas: 3');
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

function checkApplication(problems: Problems, props: ReplicatedMySQLProps): void {
  const user = props.user ?? props.userFrom;
  if (user && !props.userPassword) problems.add('userPassword', undefined, 'given where there is a user', "add userPassword: { secret: '…', key: '…' }");
  if (!user && props.userPassword) problems.add('user', undefined, 'given where there is a userPassword', 'add user or userFrom');
  if (props.user && props.userFrom) problems.add('user', props.user, 'left out where there is userFrom', 'keep one of the two');
  if (props.database && props.databaseFrom) problems.add('database', props.database, 'left out where there is databaseFrom', 'keep one of the two');
  if (props.user !== undefined) checkUser(problems, props.user);
  if (props.database !== undefined && !/^[^\0/\\.\r\n]{1,64}$/.test(props.database)) {
    problems.add('database', props.database, 'a name of 1 to 64 characters without / \\ and .', 'use letters, digits and _');
  }
}

function checkUser(problems: Problems, user: string): void {
  if (user.length < 1 || user.length > 32 || /[\r\n]/.test(user)) {
    problems.add('user', user, 'a name of 1 to 32 characters', 'use a shorter name');
  } else if (user === 'root' || user.startsWith('cdk8s_') || user.startsWith('mysql.')) {
    problems.add('user', user, 'a name that is no account of the server or of this construct', 'use a name of your own');
  }
}

function checkSecrets(problems: Problems, props: ReplicatedMySQLProps): void {
  const references = { rootPassword: props.rootPassword, databaseFrom: props.databaseFrom, userFrom: props.userFrom, userPassword: props.userPassword };
  for (const [prop, reference] of Object.entries(references)) {
    if (reference && !(reference.secret && reference.key)) {
      problems.add(prop, reference, 'a Secret and one of its keys', `write ${prop}: { secret: 'mysql', key: 'password' }`);
    }
  }
}

function checkStorage(problems: Problems, props: ReplicatedMySQLProps): void {
  if (props.ephemeral && (props.storage ?? props.storageClassName) !== undefined) {
    problems.add('ephemeral', true, 'left out where there is storage or storageClassName', 'leave out ephemeral to keep the data');
  }
}

function checkResources(problems: Problems, props: ReplicatedMySQLProps): void {
  checkImage(problems, 'image', props.image ?? 'mysql');
  checkBytes(problems, 'storage', props.storage);
  checkBytes(problems, 'memory', props.memory);
  checkQuantity(problems, 'cpuRequest', props.cpuRequest);
  checkQuantity(problems, 'cpuLimit', props.cpuLimit);
}

function checkLag(problems: Problems, props: ReplicatedMySQLProps): void {
  const seconds = props.maxLag?.toSeconds({ integral: false }) ?? 60;
  if (!Number.isInteger(seconds) || seconds < 5) {
    problems.add('maxLag', `${seconds} s`, 'whole seconds, at least 5', 'use Duration.seconds(60)');
  }
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
