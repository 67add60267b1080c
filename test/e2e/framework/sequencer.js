const Sequencer = require('@jest/test-sequencer').default;

// The long walks first, so that two workers end at about the same time; none that starts servers beside the one that times a start.
const ORDER = ['single-mysql', 'switchover', 'safe-web', 'guides', 'mysql-procedures', 'web', 'replicated-mysql'];

module.exports = class extends Sequencer {
  sort(tests) {
    const place = ({ path }) => ORDER.findIndex((name) => path.endsWith(`/${name}.test.ts`));
    return [...tests].sort((one, other) => place(other) - place(one));
  }
};
