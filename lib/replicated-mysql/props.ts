import { RulesOf, WithDefaults } from '../validation/rules';
import { required, struct } from '../validation/types';
import { APPLICATION, ApplicationProps } from './accounts/application-props';
import { AccountProps, ACCOUNTS } from './accounts/props';
import { SecretKey, secretKey } from './accounts/secret-key';
import { NAMING, NamingProps } from './naming/props';
import { NETWORK, NetworkProps } from './network/props';
import { PLACEMENT, PlacementProps } from './placement/props';
import { POD, PodProps } from './pod/props';
import { REPLICATION, ReplicationProps } from './replication/props';
import { ResourceProps, RESOURCES } from './resources/props';
import { MySQLServiceProps, SERVICE } from './service/props';
import { SETTINGS, SettingsProps } from './settings/props';
import { STORAGE, StorageProps } from './storage/props';
import { TLS, TlsOptions } from './tls/props';

/** What a ReplicatedMySQL can be asked for. */
export interface ReplicatedMySQLProps
  extends
    AccountProps,
    ApplicationProps,
    NamingProps,
    MySQLServiceProps,
    NetworkProps,
    PlacementProps,
    PodProps,
    ReplicationProps,
    ResourceProps,
    SettingsProps,
    StorageProps {
  /** Password of root, who may log in only inside the pods. Any UTF-8 string without line ends. */
  readonly rootPassword: SecretKey;

  /**
   * Certificates by which clients verify the servers, and the servers each other.
   *
   * @default - each server makes a certificate of its own, which encrypts and which nobody can verify
   */
  readonly tls?: TlsOptions;
}

/** The rule of each prop: type, limits and default. */
export const RULES = {
  rootPassword: required(secretKey()),
  tls: struct<TlsOptions>(TLS, "{ secret: 'mysql-tls' }"),
  ...NAMING,
  ...REPLICATION,
  ...APPLICATION,
  ...ACCOUNTS,
  ...SERVICE,
  ...NETWORK,
  ...PLACEMENT,
  ...POD,
  ...RESOURCES,
  ...SETTINGS,
  ...STORAGE,
} satisfies RulesOf<ReplicatedMySQLProps>;

/** Props with every default. */
export type Defaulted = WithDefaults<ReplicatedMySQLProps, typeof RULES>;
