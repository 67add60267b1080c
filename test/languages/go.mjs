import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { pacmak, run, SOURCES } from './tools.mjs';

export const go = {
  tools: { go: ['go', 'version'] },

  async synth(directory) {
    const app = join(directory, 'app');
    cpSync(join(SOURCES, 'go'), app, { recursive: true });
    // the modules of cdk8s are not in every mirror
    await pacmak('go', directory, 'cdk8s-stateful', 'cdk8s', 'cdk8s-plus-27', 'constructs');
    // with paths out of the way, Go compiles only once what does not change
    await run('go', ['build', '-mod=mod', '-trimpath', '-o', 'app', '.'], { cwd: app });
    await run(join(app, 'app'), [], { cwd: directory });
  },
};
