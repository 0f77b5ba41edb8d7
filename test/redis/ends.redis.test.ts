import { describeQuickProofs } from '../support/quick-proofs.js';
import { endsProcesses } from './ends-processes.js';

describe('faults that end processes of an installation', () =>
  describeQuickProofs('test/faults', 'redis', endsProcesses));
