import { basename } from 'node:path';
import { loadProof, proofFiles } from './proof.js';
import { signOfLife, untilSilent } from './sign-of-life.js';

/** Never reached: a proof that hangs is given up long before. */
const LONGEST_MS = 3_600_000;

/**
 * A test for each proof of a folder, at the size for every change. Those that need Redis, or long outages, are
 * run by the suite of several processes.
 */
export function describeQuickProofs(folder: string, needs?: 'redis', isMeant = (_name: string) => true): void {
  for (const file of proofFiles([folder])) {
    const name = basename(file).replace(/[.]\w+[.]ts$/, '');
    if (!isMeant(name)) continue;
    it(
      name,
      async () => {
        const proof = await loadProof(file);
        if ((needs === 'redis') !== (proof.needs === 'redis' || proof.isLong === true)) return;
        const { passed, figures } = await untilSilent(proof.run('quick', signOfLife));
        expect({ passed, ...figures }).toEqual({ ...figures, passed: true, broken: undefined });
      },
      LONGEST_MS,
    );
  }
}
