'use strict';
const { fork } = require('node:child_process');
const { join } = require('node:path');

/** Starts the run's PostgreSQL in a process that ends when this one does, however this one ends. */
module.exports = async () => {
  const loader = join(__dirname, 'typescript.mjs');
  const child = fork(join(__dirname, 'test-cluster.ts'), { execArgv: ['--import', loader], detached: true });
  globalThis.testCluster = child;
  process.env.TEST_CLUSTER_URL = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('The test database did not start.')));
  });
};
