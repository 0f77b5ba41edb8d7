import { ApiDocument } from '../support/api-document.js';
import { ClosedSchema } from '../support/closed-schema.js';
import type { Http } from '../support/http.js';
import { verdict, within, type Proof } from '../support/proof.js';
import { world } from '../support/world.js';
import { malformedInputs } from './malformed-inputs.js';
import { visitOddly } from './odd-visits.js';

const PER_OPERATION = { quick: 5, full: 100 };
const PER_PAGE = { quick: 3, full: 60 };
const P99_MS = 200;
/** In letters: a refusal names what is wrong, and does not say it all again. */
const LARGEST_REFUSAL = 20_000;

const proof: Proof = {
  id: 'S17',
  what: 'malformed inputs for every operation, page and form: no 5xx, every refusal short and clear, quickly',
  async run(size, progress) {
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const document = await ApiDocument.read(here.http());
      const schema = new ClosedSchema(document);
      const times: number[] = [];
      const problems: string[] = [];
      let caller: Http = (await here.admin()).http;
      for (const [n, operation] of document.operations.entries()) {
        for (const { what, path, body, headers } of malformedInputs(document, operation, PER_OPERATION[size])) {
          const sentAt = performance.now();
          const answer = await caller.call(operation.method, path, body, { headers });
          times.push(performance.now() - sentAt);
          const format = answer.status >= 400 ? schema.errorProblems(answer) : [];
          const wrong = [...(answer.status >= 500 ? [`answered ${answer.status}`] : []), ...format];
          if (answer.status >= 400 && JSON.stringify(answer.body).length > LARGEST_REFUSAL)
            wrong.push('answered at length');
          problems.push(...wrong.map((problem) => `${operation.id}, ${what}: ${problem}`));
          if (answer.status === 401 && (await caller.get('/api/v1/users/me')).status === 401)
            caller = (await here.admin()).http;
        }
        progress(`${n + 1} of ${document.operations.length} operations`);
      }
      const visits = await visitOddly(here, PER_PAGE[size], progress);
      problems.push(...visits.problems);
      times.sort((a, b) => a - b);
      const p99 = Math.round(times[Math.floor(times.length * 0.99)]! * 10) / 10;
      return verdict(
        {
          operations: document.operations.length,
          requests: times.length,
          visits: visits.requests,
          wrong: problems.length,
          p50_ms: Math.round(times[Math.floor(times.length / 2)]! * 10) / 10,
          p99_ms: p99,
          ...(problems.length && { first: problems.slice(0, 8).join('; ') }),
        },
        {
          'no 5xx, one error format': problems.length === 0,
          quick: p99 <= within(P99_MS, size),
          'the prototype is whole': !('isAdmin' in {}),
        },
      );
    } finally {
      await here.close();
    }
  },
};

export default proof;
