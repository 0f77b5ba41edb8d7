import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { comeBackLater } from './overload.js';
import { signOfLife } from './sign-of-life.js';

export interface LoadAnswer {
  status: number;
  body: any;
}

interface Received extends LoadAnswer {
  headers: IncomingHttpHeaders;
}

/**
 * Many requests at once over kept connections, without the cost of a full client. What a busy machine could not
 * do (503 with Retry-After) is asked for again; no other answer is.
 */
export class LoadClient {
  /** How often it was turned away; the attempt may have had its effect all the same, and answered late. */
  turnedAway = 0;
  private readonly agent: Agent;
  private readonly host: URL;

  constructor(url: string, connections: number) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.host = new URL(url);
  }

  post(
    path: string,
    token: string | null,
    body: object = {},
    headers: Record<string, string> = {},
  ): Promise<LoadAnswer> {
    return this.call('POST', path, token, body, headers);
  }

  patch(path: string, token: string | null, body: object): Promise<LoadAnswer> {
    return this.call('PATCH', path, token, body, {});
  }

  close(): void {
    this.agent.destroy();
  }

  /** Rejects when the connection fails; any status but 503 with Retry-After is an answer. */
  private async call(
    method: string,
    path: string,
    token: string | null,
    body: object,
    headers: Record<string, string>,
  ): Promise<LoadAnswer> {
    const payload = JSON.stringify(body);
    for (;;) {
      const { headers: received, ...answer } = await this.send(method, path, token, payload, headers);
      const retryAfter = received['retry-after'];
      if (answer.status !== 503 || retryAfter === undefined) {
        signOfLife();
        return answer;
      }
      this.turnedAway++;
      await comeBackLater(retryAfter);
    }
  }

  private send(
    method: string,
    path: string,
    token: string | null,
    payload: string,
    headers: Record<string, string>,
  ): Promise<Received> {
    return new Promise((resolve, reject) => {
      const call = request(
        {
          agent: this.agent,
          host: this.host.hostname,
          port: this.host.port,
          path,
          method,
          headers: {
            ...(token !== null && { authorization: `Bearer ${token}` }),
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(payload),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          const { statusCode, headers } = response;
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ status: statusCode!, headers, body: parsed(Buffer.concat(chunks)) }),
          );
          response.on('error', reject);
        },
      );
      call.on('error', reject);
      call.end(payload);
    });
  }
}

/** How many answers have each status and code, such as `409 SLOT_UNAVAILABLE`. */
export function tally(answers: LoadAnswer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const key = body?.code ? `${status} ${body.code}` : `${status}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function parsed(bytes: Buffer): unknown {
  const text = bytes.toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
