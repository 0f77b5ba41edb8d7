import { describeQuickProofs } from '../support/quick-proofs.js';

describe('faults of an installation with Redis', () => describeQuickProofs('test/faults', 'redis'));
