const Sequencer = require('@jest/test-sequencer').default;

// The long walks first, so that two workers end at about the same time.
const ORDER = ['replicated-mysql', 'web', 'mysql-procedures', 'safe-web', 'single-mysql'];

module.exports = class extends Sequencer {
  sort(tests) {
    const place = ({ path }) => ORDER.findIndex((name) => path.endsWith(`/${name}.test.ts`));
    return [...tests].sort((one, other) => place(one) - place(other));
  }
};
