import { checkAnswer } from './answer-check.js';
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
 * A small HTTP client as a front end has one: JSON in and out, never throws for a status. It throws for an answer that is
 * not as the document declares it.
 */
export class Http {
  constructor(
    readonly base: string,
    private readonly headers: Record<string, string> = {},
    private readonly isChecked = true,
  ) {}

  with(headers: Record<string, string>): Http {
    return new Http(this.base, { ...this.headers, ...headers }, this.isChecked);
  }

  /** For a product whose guard was taken away, and for endless load: answers are held against nothing, and no sign of life. */
  unchecked(): Http {
    return new Http(this.base, this.headers, false);
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
    const raw = body instanceof FormData || typeof body === 'string';
    const response = await fetch(this.base + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...this.headers,
        ...options.headers,
      },
      body: body === undefined ? undefined : raw ? (body as string | FormData) : JSON.stringify(body),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    const { status, headers } = response;
    const answer = { status, headers, body: (json && text ? JSON.parse(text) : text) as B };
    if (!this.isChecked) return answer;
    signOfLife();
    checkAnswer(method, path, answer);
    return answer;
  }
}
