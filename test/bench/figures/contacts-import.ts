import { absolute, type Benchmark, type Figure } from '../figure.js';
import { spreadOf } from '../measuring/percentiles.js';
import { seedPeople } from '../stage/people.js';

const LINES = 100_000;
const ROUNDS = 3;

/** As many contacts as a file may have, taken over by somebody who has none, and then sent again. */
export const contactsImport: Benchmark = {
  id: 'contacts',
  what: `a file of ${LINES.toLocaleString('en-US')} contacts`,
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    const product = await stage.convoke({ DATABASE_URL: databaseUrl });
    const { attendees } = await seedPeople(product.url, databaseUrl, ROUNDS);
    const line = (n: number) =>
      `Grace Hopper ${n},contact-${n}@example.com,+1 202 555 ${n},Company ${n % 500},No. ${n}\n`;
    const file = `name,email,phone,company,notes\n${Array.from({ length: LINES }, (_, n) => line(n)).join('')}`;
    const send = async (token: string) => {
      const body = new FormData();
      body.set('file', new Blob([file]), 'contacts.csv');
      const headers = { authorization: `Bearer ${token}` };
      const startedAt = performance.now();
      const answer = await fetch(`${product.url}/api/v1/contacts/import`, { method: 'POST', headers, body });
      const { created, skipped } = (await answer.json()) as { created: number; skipped: number };
      const rate = LINES / ((performance.now() - startedAt) / 1000);
      progress(`${created} created, ${skipped} skipped, ${Math.round(rate)}/s`);
      return { created, skipped, rate };
    };
    const made: number[] = [];
    const again: number[] = [];
    for (const { token } of attendees) {
      const first = await send(token);
      const second = await send(token);
      if (first.created !== LINES || second.skipped !== LINES)
        throw new Error('Not all lines were taken over.');
      made.push(first.rate);
      again.push(second.rate);
    }
    return [
      absolute('contacts', `${contactsImport.what}, all of them new`, '/s', spreadOf(made)),
      absolute('contacts', `${contactsImport.what}, sent again`, '/s', spreadOf(again)),
    ];
  },
};
