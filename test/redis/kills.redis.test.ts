import { describeQuickProofs } from '../support/quick-proofs.js';
import { endsWorkers } from './ends-processes.js';

describe('faults that end the worker of an installation', () =>
  describeQuickProofs('test/faults', 'redis', endsWorkers));
