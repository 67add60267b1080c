import { transformSync } from '@swc/core';
import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import * as constructs from 'constructs';
import * as library from '../../lib';

/** Runs a program of a page as it stands, but writes nothing; the number of its objects. */
export function run(program: string): number {
  const { code } = transformSync(program, { swcrc: false, configFile: false, module: { type: 'commonjs' }, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
  let objects = 0;
  class SilentApp extends cdk8s.App {
    public synth(): void {
      objects += this.charts.flatMap((chart) => cdk8s.Testing.synth(chart)).length;
    }
  }
  const modules: { [name: string]: unknown } = {
    'cdk8s': { ...cdk8s, App: SilentApp }, 'cdk8s-plus-27': plus, constructs, 'cdk8s-stateful': library,
  };
  new Function('require', 'exports', 'console', code)((name: string) => modules[name], {}, { log: () => undefined });
  return objects;
}
