/** What every namespaced object can say about itself. */
export interface ObjectProps {
  /**
   * Name of the object, exactly as it is written.
   */
  readonly name: string;

  /**
   * Namespace of the object.
   *
   * @default - the namespace of the chart; where that has none, it is decided when the manifest is applied
   */
  readonly namespace?: string;

  /**
   * Labels of the object; they never reach a selector.
   *
   * @default - the labels of the chart alone
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
