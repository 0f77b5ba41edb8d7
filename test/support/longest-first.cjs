'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

const LONGEST = [
  'security',
  'faults',
  'races',
  'flows',
  'identity',
  'booking',
  'collaboration',
  'suite',
  'engine',
];

/** What takes longest begins first, also where nobody has measured yet, so that no core waits at the end. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = LONGEST.findIndex((part) => path.slice(path.indexOf('/test/')).includes(part));
      return found < 0 || !path.includes('/test/') ? LONGEST.length : found;
    };
    return [...tests].sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path));
  }
};
