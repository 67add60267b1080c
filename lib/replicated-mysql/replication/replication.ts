/** How the servers replicate, and with that, who names the primary. */
export enum Replication {
  /**
   * The prop `primary` names the primary; the others replicate from it. When it is lost, a person names another one.
   */
  SOURCE_REPLICA = 'SOURCE_REPLICA',

  /**
   * MySQL Group Replication: the servers elect a primary among themselves, and another one when it is lost. A write is
   * acknowledged when a majority has received it. Each table needs a primary key, and its engine is InnoDB.
   */
  GROUP = 'GROUP',
}
