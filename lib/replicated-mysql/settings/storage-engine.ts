/** Storage engines besides InnoDB. CLONE copies the rows of none of them to a new server. */
export enum StorageEngine {
  /** Rows in a file of fixed form; not crash-safe. */
  ARCHIVE = 'ARCHIVE',

  /** Keeps no rows. */
  BLACKHOLE = 'BLACKHOLE',

  /** Rows in a text file; not crash-safe. */
  CSV = 'CSV',

  /** Rows of a table on another server. */
  FEDERATED = 'FEDERATED',

  /**
   * Rows in memory: a restart empties the table on one server and not on the others, and what it logs of that makes a
   * replica errant.
   */
  MEMORY = 'MEMORY',

  /** Several MyISAM tables as one. */
  MERGE = 'MRG_MYISAM',

  /** Rows in a file; not crash-safe. */
  MYISAM = 'MyISAM',
}

/** The value of disabled_storage_engines. */
export function disabledStorageEngines(allowed: StorageEngine[]): string {
  return Object.values(StorageEngine).filter((engine) => !allowed.includes(engine)).join(',');
}
