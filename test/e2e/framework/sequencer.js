const Sequencer = require('@jest/test-sequencer').default;

// The long walks first, so that all workers end at about the same time. Beside the walk that times a start nobody starts servers, and the two that have
// the most servers meet late, when one of them has only three left.
const ORDER = ['guides', 'web', 'replicated-mysql', 'rotation', 'safe-web', 'mysql-procedures', 'single-mysql', 'tls', 'accounts', 'refusals'];

module.exports = class extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = ORDER.findIndex((name) => path.endsWith(`/${name}.test.ts`));
      return found < 0 ? ORDER.length : found;
    };
    return [...tests].sort((one, other) => place(one) - place(other));
  }
};
