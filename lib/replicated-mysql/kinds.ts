import { BOOLEAN, DURATION, Kind, KindsOf, list, made, MAP, needed, NUMBER, object, TEXT } from '../parts/checks-kinds';
import { DatabaseUser } from './account-options';
import { ReplicatedMySQLProps } from './props';
import { SecretKey } from './secret-key';
import { TlsIssuer, TlsOptions } from './tls-options';

const NAME: Kind = { ...TEXT, hidden: true };

const SECRET: Kind = {
  ...object<SecretKey>({
    secret: needed({ ...NAME, repair: "for example 'mysql', the name of a Secret" }), key: needed({ ...NAME, repair: "for example 'password', a key of the Secret" }),
  }, "{ secret: 'mysql', key: 'password' }"),
  allowed: 'a reference to a Secret',
  repair: "write { secret: 'mysql', key: 'password' }, never the text itself",
  hidden: true,
};

const USER = object<DatabaseUser>({
  name: needed(TEXT), password: needed(SECRET), databases: list(TEXT), privileges: list(TEXT, "'SELECT'"), requireTls: BOOLEAN,
}, "{ name: 'app', password: { secret: 'mysql', key: 'app-password' } }");

const ISSUER = object<TlsIssuer>({ name: TEXT, kind: TEXT, group: TEXT }, "{ name: 'ca' }");

const TLS = object<TlsOptions>({
  secret: TEXT, issuer: ISSUER, caKey: TEXT, certificateKey: TEXT, privateKeyKey: TEXT, require: BOOLEAN, verify: BOOLEAN, hosts: list(TEXT),
}, "{ secret: 'mysql-tls' }");

/** What each prop may hold. */
export const KINDS: KindsOf<ReplicatedMySQLProps> = {
  rootPassword: needed(SECRET),
  database: TEXT,
  databaseFrom: SECRET,
  user: TEXT,
  userFrom: SECRET,
  userPassword: SECRET,
  databases: list(TEXT),
  users: list(USER),
  monitoringPassword: SECRET,
  backupPassword: SECRET,
  discardOldPasswordAfter: DURATION,
  tls: TLS,
  name: TEXT,
  labels: MAP,
  selector: MAP,
  annotations: MAP,
  podAnnotations: MAP,
  serviceName: TEXT,
  primaryServiceName: TEXT,
  readServiceName: TEXT,
  readServiceLabels: MAP,
  volumeName: TEXT,
  replicas: NUMBER,
  primary: NUMBER,
  durability: TEXT,
  createDatabase: BOOLEAN,
  maxLag: DURATION,
  disruptionBudget: BOOLEAN,
  spread: BOOLEAN,
  ephemeralStorage: TEXT,
  networkPolicy: BOOLEAN,
  clients: list(made('_asked', 'a function of NetworkClient', "NetworkClient.pods({ app: 'web' })", '_port')),
  apiServerCidrs: list(TEXT, "'10.0.0.10/32'"),
  image: TEXT,
  imagePullPolicy: TEXT,
  imagePullSecrets: list(TEXT),
  storage: TEXT,
  storageClassName: TEXT,
  ephemeral: BOOLEAN,
  cpuRequest: TEXT,
  cpuLimit: TEXT,
  memory: TEXT,
  priorityClassName: TEXT,
  serviceAccountName: TEXT,
  settings: MAP,
  primarySettings: MAP,
  replicaSettings: MAP,
  primarySettingsKey: TEXT,
  replicaSettingsKey: TEXT,
  configMapName: TEXT,
  serverIdBase: NUMBER,
};
