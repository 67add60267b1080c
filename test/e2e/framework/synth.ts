import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';

/** A Kubernetes object as a manifest writes it. */
export interface Document {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: { [key: string]: string } };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [field: string]: any;
}

/** Synthesizes what `build` puts into a chart. */
export function documentsOf(build: (scope: Construct) => Chart | void): Document[] {
  const app = new App();
  const chart = new Chart(app, 'e2e');
  const built = build(chart);
  return Testing.synth(built ?? chart);
}

/** The only document of a kind and name. */
export function documentOf(documents: Document[], kind: string, name: string): Document {
  const found = documents.filter((document) => document.kind === kind && document.metadata.name === name);
  if (found.length !== 1) throw new Error(`expected one ${kind} ${name}, got ${found.length}`);
  return found[0];
}
