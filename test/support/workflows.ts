import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A body of a reminder to the invitee, an hour before, that is switched off. */
export function newWorkflow(over: Record<string, unknown> = {}) {
  return {
    ...{ name: 'A reminder', trigger: 'before_booking', offset_minutes: 60, is_active: false },
    actions: [
      {
        ...{ type: 'email', to: 'invitee', subject: 'Soon: {{event_name}}' },
        ...{ body: 'Hello {{invitee_name}}!', url: null },
      },
    ],
    ...over,
  };
}

export interface CaughtCall {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** Somebody on this machine who is called, and answers in turn what `answers` holds, then 200. */
export async function catcher(respond: () => unknown = () => ({})) {
  const calls: CaughtCall[] = [];
  const answers: number[] = [];
  const headers: Record<string, string> = {};
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      calls.push({ path: request.url!, headers: textual(request.headers), body });
      const status = answers.shift() ?? 200;
      void Promise.resolve(respond()).then((answer) =>
        response.writeHead(status, { location: '/elsewhere', ...headers }).end(JSON.stringify(answer)),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.close().closeAllConnections();
    await once(server, 'close');
  };
  return { url, calls, answers, headers, close };
}

function textual(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
