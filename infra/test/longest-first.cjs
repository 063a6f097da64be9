const { sep } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Journeys take minutes: begun last, they would run alone while the other workers wait. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const isJourney = ({ path, context }) => path.startsWith(`${context.config.rootDir}${sep}test${sep}`);
    const sorted = super.sort(tests);
    return [...sorted.filter(isJourney), ...sorted.filter((test) => !isJourney(test))];
  }
};
