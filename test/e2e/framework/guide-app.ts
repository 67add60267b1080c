import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Block, ROOT } from './guide';

const PACKAGES = ['cdk8s', 'cdk8s-plus-27', 'constructs', '.bin'];

/** The program that a `ts` block is: itself, or a chart whose constructor it is. */
export function programOf({ info, text }: Block): string {
  if (info === 'ts nofixture') return text;
  const fixture = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');
  return `${fixture.replace('/// here', () => text)}\nconst app = new App();\nnew MyChart(app, 'chart');\napp.synth();\n`;
}

/** An app as the guides' reader has it, on the sources of this repository. */
export function makeApp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'cdk8s-stateful'), { recursive: true });
  for (const name of PACKAGES) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  writeFileSync(join(modules, 'cdk8s-stateful', 'index.js'), `module.exports = require(${JSON.stringify(join(ROOT, 'lib', 'index.ts'))});\n`);
  writeFileSync(join(folder, 'cdk8s.yaml'), `language: typescript\napp: node -r ${join(ROOT, 'scripts', 'typescript.js')} main.ts\n`);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  return folder;
}
