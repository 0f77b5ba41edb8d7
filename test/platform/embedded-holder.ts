import { startEmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';

// Holds an embedded PostgreSQL on the folder of its first argument until it is killed.
await startEmbeddedPostgres({ dataDir: process.argv[2]!, durable: false, log: console.error });
console.log('ready');
