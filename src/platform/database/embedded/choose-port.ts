import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

// Below the range of outgoing connections: nobody takes the port by chance during a restart.
const [FIRST, LAST] = [15_400, 30_000];

export async function choosePort(dataDir: string): Promise<number> {
  const path = join(dataDir, 'postgres.port');
  const kept = readPort(path);
  if (kept && (await isFree(kept))) return kept;
  for (;;) {
    const port = randomInt(FIRST, LAST);
    if (!(await isFree(port))) continue;
    writeFileSync(path, `${port}\n`);
    return port;
  }
}

function readPort(path: string): number | undefined {
  try {
    const port = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
