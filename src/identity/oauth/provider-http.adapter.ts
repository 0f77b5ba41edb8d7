const PATIENCE_MS = 8_000;
const MOST_BYTES = 256 * 1024;

export interface ProviderRequest {
  method: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A provider's answer was no good: not in time, not JSON, too long, or a refusal. */
export class ProviderHttpError extends Error {
  constructor(
    reason: string,
    readonly statusCode?: number,
    readonly data?: string,
  ) {
    super(reason);
  }
}

/** Asks a provider and answers its JSON, an object or a list. Redirections are not followed. */
export async function askProvider(
  url: string,
  { method, headers, body }: ProviderRequest,
): Promise<{ json: object; text: string }> {
  const response = await fetch(url, {
    method,
    body,
    headers: { ...headers, accept: 'application/json', 'user-agent': 'Convoke' },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await limitedText(response);
  if (!response.ok) throw new ProviderHttpError(`answered ${response.status}`, response.status, text);
  const json: unknown = JSON.parse(text);
  if (typeof json !== 'object' || json === null) throw new ProviderHttpError('answered no object');
  return { json, text };
}

export async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new ProviderHttpError('answered too much');
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}
