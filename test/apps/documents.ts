import { Chart, Testing, Yaml } from 'cdk8s';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- parsed YAML */
export type Document = any;

const FIXTURES = join(__dirname, '..', 'fixtures');
const SEEDS = join(__dirname, '..', '..', '..', 'shared', 'seeds', 'manifests');

/** Runs only where the original manifests lie beside the repository; elsewhere it is reported as skipped. */
export const testOriginals = existsSync(SEEDS) ? test : test.skip;

export const fixture = (file: string) => documentsOf(join(FIXTURES, file));
export const original = (file: string) => documentsOf(join(SEEDS, file));

/** An app that is never written to disk. */
export const app = () => Testing.app({ outdir: 'never-written' });

/** What a chart writes as YAML, read again, in the order of the given documents. */
export function inOrderOf(documents: Document[], chart: Chart): Document[] {
  const idOf = (document: Document) => `${document.kind}/${document.metadata.name}`;
  const order = documents.map(idOf);
  return parsed(Yaml.stringify(...Testing.synth(chart))).sort((a, b) => order.indexOf(idOf(a)) - order.indexOf(idOf(b)));
}

function documentsOf(file: string): Document[] {
  return parsed(readFileSync(file, 'utf8'));
}

function parsed(text: string): Document[] {
  return parseAllDocuments(text).map((document) => document.toJS());
}
