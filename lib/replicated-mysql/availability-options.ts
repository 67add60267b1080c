/** What keeps servers running while nodes are emptied or lost. */
export interface AvailabilityOptions {
  /**
   * Whether evictions, as by `kubectl drain`, take one server at a time, by a PodDisruptionBudget. Servers that are not Ready may always be
   * evicted, so a broken one holds up no drain. Switch it off where pods have a budget already: no pod with two can be evicted.
   *
   * @default true
   */
  readonly disruptionBudget?: boolean;

  /**
   * Whether servers keep to different zones and nodes as far as there are any.
   *
   * @default true
   */
  readonly spread?: boolean;
}
