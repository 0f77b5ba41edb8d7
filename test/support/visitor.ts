/** What somebody sees: the page, and where it led. */
export interface Seen {
  status: number;
  html: string;
  headers: Headers;
  location: string | null;
}

interface Visit {
  headers?: Record<string, string>;
}

/** A browser without scripts: follows no redirect by itself, keeps cookies, sends forms as they stand. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(
    readonly base: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  get(path: string, { headers }: Visit = {}): Promise<Seen> {
    return this.visit(path, { method: 'GET', headers: { accept: 'text/html', ...headers } });
  }

  /** Sends fields as a form of a page of this site does; `hidden` of the page that was seen go along. */
  submit(path: string, fields: Record<string, string>, from?: Seen, { headers }: Visit = {}): Promise<Seen> {
    const all = { ...hiddenFields(from?.html ?? '', path), ...fields };
    return this.visit(path, {
      method: 'POST',
      body: new URLSearchParams(all).toString(),
      headers: {
        accept: 'text/html',
        origin: this.base,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
    });
  }

  /** As `submit`, by a form that brings a file. */
  upload(path: string, form: FormData, { headers }: Visit = {}): Promise<Seen> {
    const sent = { accept: 'text/html', origin: this.base, ...headers };
    return this.visit(path, { method: 'POST', body: form, headers: sent });
  }

  private async visit(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...this.headers, ...(cookie && { cookie }), ...init.headers };
    const answer = await fetch(this.base + path, { ...init, headers, redirect: 'manual' });
    for (const text of answer.headers.getSetCookie()) this.keep(text);
    const location = answer.headers.get('location');
    return { status: answer.status, html: await answer.text(), headers: answer.headers, location };
  }

  private keep(text: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** Of the forms that go to this address. */
export function hiddenFields(html: string, path: string): Record<string, string> {
  const forms = [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)];
  const inside = forms
    .filter(([, attributes]) => attributes!.includes('method="post"') && attributes!.includes(`"${path}"`))
    .map(([, , content]) => content)
    .join('');
  const inputs = inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name, value]) => [name!, unescaped(value!)]));
}

/** The words of a page, without its markup. */
export function wordsOf(html: string): string {
  const body = html.replace(/<(script|style|svg|head)\b.*?<\/\1>/gs, ' ');
  return unescaped(
    body
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
