import { JobQueue } from '../../src/platform/engine/ports/job-queue.js';
import { ProbeJobs, startEngine } from './probe-jobs.js';

// A worker to be killed: adds a slow job, takes it, says so, and never ends it. Its argument is its environment
// as JSON.
const engine = await startEngine(JSON.parse(process.argv[2]!) as NodeJS.ProcessEnv);
engine.get(ProbeJobs).onSlow = () => console.log('took');
console.log('ready');
await engine.get(JobQueue).add('probe.slow', { precious: true });
