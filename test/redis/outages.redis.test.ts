import { describeQuickProofs } from '../support/quick-proofs.js';
import { endsProcesses } from './ends-processes.js';

describe('faults with Redis, and long ones', () =>
  describeQuickProofs('test/faults', 'redis', (name) => !endsProcesses(name)));
