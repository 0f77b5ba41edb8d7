import { describeQuickProofs } from '../support/quick-proofs.js';

describe('faults', () => describeQuickProofs('test/faults'));
