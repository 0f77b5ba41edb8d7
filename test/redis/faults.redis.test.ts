import { describeQuickProofs } from '../support/quick-proofs.js';

describe('faults of an installation with Redis, and long ones', () =>
  describeQuickProofs('test/faults', 'redis'));
