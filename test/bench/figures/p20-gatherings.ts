import type { SentStatement } from '../../support/statements.js';
import type { Signed } from '../load/order.js';
import type { WatchedConvoke } from '../stage/watched-convoke.js';

const DAY_MS = 86_400_000;

export type UseCase = [what: string, limit: number, run: () => Promise<SentStatement[]>];

/** What people do with gatherings; `creator` makes them, `guest` joins and votes. */
export function gatheringUseCases(product: WatchedConvoke, creator: Signed, guest: Signed): UseCase[] {
  const later = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
  const make = async (path: string, body: object) =>
    (await product.ask(creator, 'POST', path, body)).answer.body;
  const gathering = () => make('/api/v1/events', { title: 'Picnic', date: later(10), max_participants: 50 });
  const asked = (method: string) => async (path: string, body?: object) =>
    (await product.ask(guest, method, path, body)).statements;
  const [read, send] = [asked('GET'), asked('POST')];
  const joined = async () => {
    const { id } = await gathering();
    return { id, statements: await send(`/api/v1/events/${id}/join`) };
  };
  const voteIn = (event: number) =>
    make('/api/v1/voting', {
      title: 'When?',
      event,
      options: [{ text: 'Now' }, { text: 'Later' }],
      ends_at: later(1),
    });
  return [
    ['join a gathering', 2, async () => (await joined()).statements],
    ['leave a gathering', 3, async () => send(`/api/v1/events/${(await joined()).id}/leave`)],
    [
      'cast a ballot',
      2,
      async () => {
        const { id, options } = await voteIn((await joined()).id);
        return send(`/api/v1/voting/${id}/vote`, { options: [options[0].id] });
      },
    ],
    ['list events', 3, () => read('/api/v1/events?page_size=20')],
    ['list one’s tasks', 3, () => read('/api/v1/tasks?page_size=20')],
    ['list one’s votes', 3, () => read('/api/v1/voting?page_size=20')],
  ];
}
