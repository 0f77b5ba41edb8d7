import { Agent, request, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** Less than a server keeps them: neither writes into what the other has just closed. */
const IDLE_MS = 2_000;
const LIKE_A_BROWSER = { accept: '*/*', 'user-agent': 'node' };

const UNPACKED: Record<string, (bytes: Buffer) => Buffer> = { gzip: gunzipSync, br: brotliDecompressSync };

const agent = new Agent({ keepAlive: true, timeout: IDLE_MS });

/** One request and its whole answer: `fetch` does the same for several times the work. */
export async function exchange(
  method: string,
  url: string,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const length = body && { 'content-length': String(body.length) };
    const sent = request(
      url,
      { method, agent, headers: { ...LIKE_A_BROWSER, ...length, ...headers } },
      resolve,
    );
    sent.on('error', reject);
    sent.end(body);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const got = new Headers();
  for (let n = 0; n < response.rawHeaders.length; n += 2)
    got.append(response.rawHeaders[n]!, response.rawHeaders[n + 1]!);
  const bytes = Buffer.concat(chunks);
  const unpacked = bytes.length > 0 && UNPACKED[got.get('content-encoding') ?? '']?.(bytes);
  return { status: response.statusCode!, headers: got, bytes: unpacked || bytes };
}
