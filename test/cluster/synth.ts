import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';

/** A Kubernetes object as a manifest has it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: { [key: string]: string } };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [field: string]: any;
}

/** Synthesizes a chart: the one that `build` returns, or the one that it adds constructs to. */
export function synth(build: (scope: Construct) => Chart | void): Manifest[] {
  const app = new App();
  const chart = new Chart(app, 'e2e');
  return Testing.synth(build(chart) ?? chart);
}

/** Manifests for the namespace that kubectl is given, instead of the chart's. */
export function withoutNamespace(manifests: Manifest[]): Manifest[] {
  return manifests.map((manifest) => {
    const subjects: Array<{ namespace?: string }> = manifest.subjects ?? [];
    if (subjects.some(({ namespace }) => namespace)) throw new Error(`a subject of ${manifest.kind} has a namespace`);
    return { ...manifest, metadata: { ...manifest.metadata, namespace: undefined } };
  });
}

/** The only manifest of a kind and name. */
export function manifestOf(manifests: Manifest[], kind: string, name: string): Manifest {
  const found = manifests.filter((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  if (found.length !== 1) throw new Error(`expected one ${kind} ${name}, got ${found.length}`);
  return found[0];
}
