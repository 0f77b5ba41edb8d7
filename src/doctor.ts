import 'reflect-metadata';
import './product-root.js';
import { diagnose } from './operator/doctor.js';

const MARKS = { ok: 'ok     ', warning: 'WARNING', broken: 'BROKEN ' };

/** `node dist/src/doctor.js`: says how everything stands, and ends with 1 where something is broken. */
async function main(): Promise<number> {
  const findings = await diagnose();
  for (const { subject, state, says } of findings)
    process.stdout.write(`${MARKS[state]} ${subject.padEnd(13)} ${says}\n`);
  return findings.some(({ state }) => state === 'broken') ? 1 : 0;
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exit(1);
  },
);
