import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { browserOf } from '../support/cookies.js';
import { world, type Person, type World } from '../support/world.js';

const FLAGS = ['--no-sandbox', '--disable-dev-shm-usage'];

/** The product, and a browser that looks at it. */
export class Stage {
  /** What pages said in the console, failed at, or asked of other hosts. */
  readonly complaints: string[] = [];

  private constructor(
    readonly here: World,
    private readonly browser: Browser,
  ) {}

  static async open(env: Record<string, string> = {}, flags: string[] = []): Promise<Stage> {
    const here = await world(env);
    const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
    return new Stage(here, await chromium.launch({ executablePath, args: [...FLAGS, ...flags] }));
  }

  /** A browser of its own: no cookies, no motion; `javaScriptEnabled: false` for who has none. */
  async visitor(options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.here.url,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      reducedMotion: 'reduce',
      ...options,
    });
    context.on('page', (tab) => this.listen(tab));
    return context;
  }

  /** As `visitor`, signed in. */
  async signedIn(person: Person, options?: Parameters<Browser['newContext']>[0]): Promise<BrowserContext> {
    const context = await this.visitor(options);
    const { session, csrf } = await browserOf(this.here.http(), person.username, person.password);
    const url = this.here.url;
    await context.addCookies([
      { name: 'sessionid', value: session, url, httpOnly: true, sameSite: 'Lax' },
      { name: 'csrftoken', value: csrf, url, sameSite: 'Lax' },
    ]);
    return context;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.here.close();
  }

  private listen(tab: Page): void {
    tab.on('pageerror', (error) => this.complaints.push(`${tab.url()}: ${error.message}`));
    tab.on('console', (message) => {
      // That a page or an island was refused stands in the page; browsers write it into the console as well.
      const { url } = message.location();
      const isRefusal =
        url.startsWith(`${this.here.url}/api/`) && / (?:4(?:00|03|04|09|29)|503) /.test(message.text());
      const isOffline = message.text().endsWith('net::ERR_INTERNET_DISCONNECTED');
      const isOfPage = url === tab.url() || isRefusal || isOffline;
      const isTold = isOfPage && message.text().startsWith('Failed to load');
      if (message.type() === 'error' && !isTold) this.complaints.push(`${tab.url()}: ${message.text()}`);
    });
    tab.on('request', (request) => {
      const isOurs = /^(?:data|blob|about):/.test(request.url()) || request.url().startsWith(this.here.url);
      if (!isOurs) this.complaints.push(`${tab.url()} asks ${request.url()}`);
    });
  }
}
