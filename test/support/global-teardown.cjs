'use strict';
const { once } = require('node:events');

module.exports = async () => {
  const child = globalThis.testCluster;
  child.disconnect();
  await once(child, 'exit');
};
