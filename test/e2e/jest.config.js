module.exports = {
  ...require('../../jest.config.js'),
  rootDir: __dirname,
  roots: ['<rootDir>'],
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/framework/preflight.ts',
  globalTeardown: '<rootDir>/framework/teardown.ts',
  testSequencer: '<rootDir>/framework/sequencer.js',
  // while one waits for a kubelet or for the end of a pod, others use the cores
  maxWorkers: 3,
  // every wait has a shorter limit of its own, and a better message
  testTimeout: 600_000,
  verbose: true,
};
