import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

export interface SpeltAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Asks for a path exactly as it is spelt, and with a `Host` of one's own: `fetch` would tidy both up. */
export async function asSpelt(
  url: string,
  path: string,
  headers: Record<string, string>,
): Promise<SpeltAnswer> {
  const { hostname, port } = new URL(url);
  const asked = request({ hostname, port, path, headers }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return { status: response.statusCode!, headers: response.headers, text };
}
