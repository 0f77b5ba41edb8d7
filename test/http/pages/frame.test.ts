import { Visitor, wordsOf } from '../../support/visitor.js';
import { world, type World } from '../../support/world.js';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

describe('a page', () => {
  let here: World;
  let visitor: Visitor;
  beforeAll(async () => void (here = await world()));
  beforeEach(() => void (visitor = new Visitor(here.url)));
  afterAll(() => here.close());

  it('is HTML under a policy that lets nothing inline or foreign run', async () => {
    const { status, headers, html } = await visitor.get('/login');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('content-security-policy')).toBe(POLICY);
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(html).not.toMatch(/ style=|<style| on\w+=/);
    const foreign = [...html.matchAll(/(?:src|href|action)="([^"]*)"/g)]
      .map(([, address]) => address!)
      .filter((address) => !/^[/#]/.test(address) && !address.startsWith('data:image/svg+xml'));
    expect(foreign).toEqual([]);
  });

  it('lets forms go on to the checkout where Stripe is configured', async () => {
    const paid = await world({ STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' });
    const { headers } = await new Visitor(paid.url).get('/login');
    expect(headers.get('content-security-policy')).toContain("form-action 'self' https://checkout.stripe.com;");
    await paid.close();
  });

  it('loads what never changes its content under its name', async () => {
    const { html } = await visitor.get('/login');
    const addresses = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, address]) => address!);
    expect(addresses.map((address) => address.replace(/\.\w{8,10}\./, '.'))).toEqual([
      '/assets/inter.woff2',
      '/assets/app.css',
      '/assets/form.island.js',
    ]);
    for (const address of addresses) {
      const { status, headers } = await visitor.get(address, { headers: { 'accept-encoding': 'br' } });
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
      expect(headers.get('x-ratelimit-limit')).toBeNull();
      expect(headers.get('content-encoding')).toBe(address.endsWith('.woff2') ? null : 'br');
    }
    expect((await visitor.get('/assets/app.0000000000.css')).status).toBe(404);
    expect((await visitor.get('/assets/..%2fmanifest.json')).status).toBe(404);
  });

  it.each([
    ['?lang=de', {}, 'de', 'Anmelden'],
    ['', { 'accept-language': 'fr-CA, en;q=0.5' }, 'fr', 'Se connecter'],
    ['', { 'accept-language': 'it' }, 'en', 'Sign in'],
    ['?lang=xx', { 'accept-language': 'es' }, 'es', 'Entrar'],
  ])('%s with %j is in %s', async (query, headers, language, word) => {
    const { html } = await visitor.get(`/login${query}`, { headers: headers as Record<string, string> });
    expect(html).toContain(`<html lang="${language}"`);
    expect(wordsOf(html)).toContain(word);
  });

  it('keeps the language and the colours that somebody chose', async () => {
    await visitor.get('/login?lang=es&theme=dark');
    const { html } = await visitor.get('/register');
    expect(html).toContain('<html lang="es" data-theme="dark"');
    const { html: back } = await visitor.get('/register?theme=system');
    expect(back).toContain('<html lang="es"><head>');
  });

  it('shows errors as pages to people, and as JSON to programs', async () => {
    const seen = await visitor.get('/no-such-page');
    expect([seen.status, wordsOf(seen.html)]).toEqual([404, expect.stringContaining('There is nothing here')]);
    expect(seen.headers.get('vary')).toContain('Accept');
    const program = await here.http().get('/no-such-page');
    expect([program.status, program.body.code]).toEqual([404, 'NOT_FOUND']);
    const api = await visitor.get('/api/v1/nowhere');
    expect([api.status, JSON.parse(api.html).code]).toEqual([404, 'NOT_FOUND']);
  });

  it('is kept by caches for strangers alone', async () => {
    const { headers } = await visitor.get('/');
    expect(headers.get('cache-control')).toBe('public, max-age=0, s-maxage=900');
    expect(headers.get('vary')).toMatch(/Accept-Language.*Cookie/);
    const again = await visitor.get('/', { headers: { 'if-none-match': headers.get('etag')! } });
    expect([again.status, again.html]).toEqual([304, '']);
    visitor.cookies.set('lang', 'de');
    expect((await visitor.get('/')).headers.get('cache-control')).toBe('private, no-store');
  });

  it('leads to itself alone, whatever its address looks like', async () => {
    const { html } = await visitor.get('//evil.example/x');
    expect(html).not.toMatch(/(?:action|href)="\/\//);
    expect(html).not.toContain('<b>');
    const odd = await visitor.get('/login?a=%22%3E%3Cb%3Ex');
    expect(odd.html).not.toContain('<b>');
  });
});

describe('the limit of pages', () => {
  it('counts what strangers look at, and says so on a page', async () => {
    const here = await world({ RATE_LIMITS_ENABLED: 'true', RATE_LIMIT_PAGE: '2/hour' });
    const visitor = new Visitor(here.url);
    expect([(await visitor.get('/')).status, (await visitor.get('/login')).status]).toEqual([200, 200]);
    const { status, html, headers } = await visitor.get('/');
    expect([status, Number(headers.get('retry-after'))]).toEqual([429, 3600]);
    expect(wordsOf(html)).toContain('That was a lot at once. Please try again in 3600 seconds.');
    expect(html).toMatch(/data-retry="3600".* data-again/s);
    await here.close();
  });
});
