const { basename } = require('path');
const Sequencer = require('@jest/test-sequencer').default;

// The long scenarios first, so that all workers end at about the same time. Nothing else starts servers while a start is timed, and the two
// scenarios with the most servers meet late, when one of them has only three left.
const ORDER = [
  'commands', 'web-tutorial', 'replicated-mysql', 'password-rotation', 'safe-web', 'mysql-tutorial', 'catalog-mysql', 'tls', 'accounts', 'not-ready',
];

module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = ORDER.indexOf(basename(path).split('.')[0]);
      return found < 0 ? ORDER.length : found;
    };
    return [...tests].sort((one, other) => rank(one) - rank(other));
  }
};
