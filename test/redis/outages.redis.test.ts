import { describeQuickProofs } from '../support/quick-proofs.js';
import { endsProcesses, endsWorkers } from './ends-processes.js';

describe('faults with Redis, and long ones', () =>
  describeQuickProofs('test/faults', 'redis', (name) => !endsProcesses(name) && !endsWorkers(name)));
