import { checkAnswer } from './answer-check.js';
import { exchange } from './exchange.js';
import { comeBackLater, isOverload } from './overload.js';
import { signOfLife } from './sign-of-life.js';

/** What a call answered. */
export interface Answer<Body = any> {
  status: number;
  body: Body;
  headers: Headers;
}

export interface CallOptions {
  headers?: Record<string, string>;
}

/**
 * A small HTTP client as a front end has one: JSON in and out, never throws for a status. It throws for an
 * answer that is not as the document declares it, and asks again where a machine that has too much to do turned
 * it away.
 */
export class Http {
  constructor(
    readonly base: string,
    private readonly headers: Record<string, string> = {},
    private readonly isChecked = true,
    private readonly isPatient = true,
  ) {}

  with(headers: Record<string, string>): Http {
    return new Http(this.base, { ...this.headers, ...headers }, this.isChecked, this.isPatient);
  }

  /** For a product without a guard, and for endless load: answers are not checked, nor progress shown. */
  unchecked(): Http {
    return new Http(this.base, this.headers, false, false);
  }

  /** For outages: takes the first answer, whatever it is. */
  impatient(): Http {
    return new Http(this.base, this.headers, this.isChecked, false);
  }

  get = <B = any>(path: string, options?: CallOptions) => this.call<B>('GET', path, undefined, options);
  delete = <B = any>(path: string, options?: CallOptions) => this.call<B>('DELETE', path, undefined, options);
  post = <B = any>(path: string, body?: unknown, options?: CallOptions) =>
    this.call<B>('POST', path, body, options);
  put = <B = any>(path: string, body?: unknown, options?: CallOptions) =>
    this.call<B>('PUT', path, body, options);
  patch = <B = any>(path: string, body?: unknown, options?: CallOptions) =>
    this.call<B>('PATCH', path, body, options);

  async call<B = any>(
    method: string,
    path: string,
    body?: unknown,
    options: CallOptions = {},
  ): Promise<Answer<B>> {
    for (;;) {
      const sentAt = performance.now();
      const answer = await this.send<B>(method, path, body, options);
      if (!this.isChecked) return answer;
      checkAnswer(method, path, answer);
      const { status, headers } = answer;
      const retryAfter = headers.get('retry-after');
      const timed = { status, hasRetryAfter: retryAfter !== null, tookMs: performance.now() - sentAt };
      if (!this.isPatient || !isOverload(timed)) {
        signOfLife();
        return answer;
      }
      await comeBackLater(retryAfter!);
    }
  }

  private async send<B>(method: string, path: string, body: unknown, options: CallOptions): Promise<Answer<B>> {
    const { bytes: sent, type } = await encoded(body);
    const given = { ...(type !== null && { 'content-type': type }), ...this.headers, ...options.headers };
    const { status, headers, bytes } = await exchange(method, this.base + path, given, sent);
    const text = new TextDecoder().decode(bytes);
    const json = headers.get('content-type')?.includes('json');
    return { status, headers, body: (json && text ? JSON.parse(text) : text) as B };
  }
}

/** A text goes as it is, for bodies that are no JSON at all. */
async function encoded(body: unknown): Promise<{ bytes?: Buffer; type: string | null }> {
  if (body === undefined) return { type: null };
  if (body instanceof FormData) {
    const form = new Response(body);
    return { bytes: Buffer.from(await form.arrayBuffer()), type: form.headers.get('content-type') };
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { bytes: Buffer.from(text), type: 'application/json' };
}
