import { describeQuickProofs } from '../support/quick-proofs.js';

describe('security', () => describeQuickProofs('test/security'));
