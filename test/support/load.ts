import { Agent, request } from 'node:http';

export interface LoadAnswer {
  status: number;
  body: any;
}

/** Many requests at once over kept connections, without the cost of a full client. */
export class LoadClient {
  private readonly agent: Agent;
  private readonly host: URL;

  constructor(url: string, connections: number) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.host = new URL(url);
  }

  /** Rejects when the connection fails; any status is an answer. */
  post(
    path: string,
    token: string,
    body: object = {},
    headers: Record<string, string> = {},
  ): Promise<LoadAnswer> {
    const payload = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const call = request(
        {
          agent: this.agent,
          host: this.host.hostname,
          port: this.host.port,
          path,
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(payload),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode!, body: parsed(Buffer.concat(chunks)) }),
          );
          response.on('error', reject);
        },
      );
      call.on('error', reject);
      call.end(payload);
    });
  }

  close(): void {
    this.agent.destroy();
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
