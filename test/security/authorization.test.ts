import { describeQuickProofs } from '../support/quick-proofs.js';

describe('authorization', () =>
  describeQuickProofs('test/security', undefined, (name) => name.startsWith('s1-')));
