import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Block } from './blocks';
import { read, ROOT } from './files';

const PACKAGES = ['cdk8s', 'cdk8s-plus-27', 'constructs', '.bin'];

/** The program of a `ts` block: the block is a whole program, or the constructor of a chart. */
export function programOf({ info, text }: Block): string {
  if (info === 'ts nofixture') return text;
  const program = read('rosetta/default.ts-fixture').replace('/// here', () => text);
  return `${program}\nconst app = new App();\nnew MyChart(app, 'chart');\napp.synth();\n`;
}

/** Creates the app of a reader of the pages, with this repository's sources as the package. */
export function makeApp(): string {
  const directory = mkdtempSync(join(tmpdir(), 'docs-'));
  const modules = join(directory, 'node_modules');
  mkdirSync(join(modules, 'cdk8s-stateful'), { recursive: true });
  for (const name of PACKAGES) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  const library = JSON.stringify(join(ROOT, 'lib', 'index.ts'));
  writeFileSync(join(modules, 'cdk8s-stateful', 'index.js'), `module.exports = require(${library});\n`);
  writeFileSync(join(directory, 'cdk8s.yaml'), 'language: typescript\napp: ts-node main.ts\n');
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ extends: join(ROOT, 'tsconfig.json') }));
  const scripts = { synth: 'CDK8S_CHECK_UPGRADE=false cdk8s synth' };
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ private: true, scripts }));
  return directory;
}
