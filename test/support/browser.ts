import { Http, type Answer } from './http.js';

/** A browser tab: keeps cookies, sends its origin, and the CSRF token with whatever is not a GET. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly base: string,
    readonly origin: string,
  ) {}

  /** As its `Cookie` header. */
  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  forgetCsrfToken(): void {
    this.cookies.delete('csrftoken');
  }

  get = (path: string) => this.call('GET', path);
  post = (path: string, body: unknown = {}) => this.call('POST', path, body);
  put = (path: string, body: unknown) => this.call('PUT', path, body);
  delete = (path: string) => this.call('DELETE', path);
  /** Sends a form, as a page of `origin` does. */
  postForm = (path: string, fields: Record<string, string>, origin = this.origin) =>
    this.call('POST', path, new URLSearchParams(fields).toString(), {
      origin,
      'content-type': 'application/x-www-form-urlencoded',
    });

  private async call(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const token = this.cookies.get('csrftoken');
    const headers: Record<string, string> = { origin: this.origin, ...more };
    if (this.cookies.size > 0) headers.cookie = this.cookieHeader;
    if (method !== 'GET' && token) headers['x-csrftoken'] = token;
    const answer = await new Http(this.base, headers).call(method, path, body);
    for (const cookie of answer.headers.getSetCookie()) this.keep(cookie);
    return answer;
  }

  private keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split('=');
    const isGone =
      value === '' || attributes.some((attribute) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute));
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, decodeURIComponent(value));
  }
}
