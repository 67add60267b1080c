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

/** Documents that go to whatever namespace kubectl is told, instead of the one that their chart names. */
export function withoutNamespace(documents: Document[]): Document[] {
  return documents.map((document) => {
    if (document.subjects?.some(({ namespace }: { namespace?: string }) => namespace)) throw new Error(`${document.kind} names its namespace twice`);
    return { ...document, metadata: { ...document.metadata, namespace: undefined } };
  });
}

/** The only document of a kind and name. */
export function documentOf(documents: Document[], kind: string, name: string): Document {
  const found = documents.filter((document) => document.kind === kind && document.metadata.name === name);
  if (found.length !== 1) throw new Error(`expected one ${kind} ${name}, got ${found.length}`);
  return found[0];
}
