import { describeQuickProofs } from '../support/quick-proofs.js';

describe('races', () => describeQuickProofs('test/races'));
