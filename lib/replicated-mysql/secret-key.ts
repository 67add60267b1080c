/** One text in a Secret that exists already: passwords are never written into manifests. */
export interface SecretKey {
  /** Name of the Secret, in the namespace of the pods. */
  readonly secret: string;

  /** Key in the Secret. */
  readonly key: string;
}
