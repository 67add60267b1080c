const { join } = require('path');

module.exports = {
  ...require('../../jest.config.js'),
  rootDir: join(__dirname, '..', '..'),
  roots: ['<rootDir>/test'],
  // a scenario of another kind of test stands beside its code, as NAME.e2e.ts
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts', '<rootDir>/test/{chaos,docs}/**/*.e2e.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/cluster/preflight.ts',
  globalTeardown: '<rootDir>/test/e2e/teardown.ts',
  testSequencer: '<rootDir>/test/e2e/sequencer.js',
  // while one waits for a kubelet or for the end of a pod, others use the cores
  maxWorkers: 3,
  // every wait has a shorter limit of its own, and a better message
  testTimeout: 600_000 * Number(process.env.E2E_TIMEOUT_SCALE ?? 1),
  verbose: true,
};
