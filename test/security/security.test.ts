import { describeQuickProofs } from '../support/quick-proofs.js';

// The matrix of rights is in authorization.test.ts: it takes as long as all others.
describe('security', () => describeQuickProofs('test/security', undefined, (name) => !name.startsWith('s1-')));
