import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'imports/', 'node_modules/', 'coverage/'] },
  {
    files: ['**/*.ts', '**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.recommended],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', 200],
      'max-len': ['error', { code: 180, ignoreUrls: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['lib/**', 'apps/**'], rules: { 'max-len': ['error', { code: 120, ignoreUrls: true }] } },
  ...kindsOfTests({
    'test/cluster/**': ['e2e', 'chaos', 'docs'],
    'test/e2e/**': ['chaos', 'docs'],
    'test/chaos/**': ['e2e', 'docs'],
    'test/docs/**': ['e2e', 'chaos'],
    'bench/cluster/**': ['e2e', 'chaos', 'docs'],
  }),
  {
    files: ['**/*.js', '**/*.mjs', 'bench/**'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);

/** Kinds of tests do not import each other: what they share is in test/cluster. */
function kindsOfTests(forbidden) {
  return Object.entries(forbidden).map(([directory, kinds]) => ({
    files: [directory],
    rules: { 'no-restricted-imports': ['error', { patterns: kinds.map((kind) => ({ regex: `/${kind}/`, message: 'shared code is in test/cluster' })) }] },
  }));
}
