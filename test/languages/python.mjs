import { join } from 'node:path';
import { pacmak, run, SOURCES, versionOf } from './tools.mjs';

const PEERS = ['cdk8s', 'cdk8s-plus-27', 'constructs'];

export const python = {
  tools: {
    'python3': ['python3', '--version'],
    'python3 3.10 or newer with venv': ['python3', '-c', 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))'],
  },

  async synth(directory) {
    const pip = (...args) => run('venv/bin/python', ['-m', 'pip', '--disable-pip-version-check', 'install', ...args], { cwd: directory });
    const peers = async () => {
      await run('python3', ['-m', 'venv', 'venv'], { cwd: directory });
      await pip('setuptools~=75.3.2', ...PEERS.map((name) => `${name}==${versionOf(name)}`));
    };
    await Promise.all([pacmak('python', directory, 'cdk8s-stateful'), peers()]);
    await pip('--no-index', '--no-build-isolation', join(directory, 'python'));
    await run('venv/bin/python', [join(SOURCES, 'python/main.py')], { cwd: directory });
  },
};
