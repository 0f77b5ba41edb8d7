import { hydrate, render } from 'preact';
import { answerOf, api, failureOf } from '../browser/api.js';
import { pageData } from '../browser/data.js';
import { listen } from '../browser/live.js';
import { newKey } from '../browser/new-key.js';
import { afterPaint, contextOf } from '../browser/page-context.js';
import { ChatRoom, type Chat, type Message } from '../pages/messages/chat.js';
import type { PageContext, PageFacts } from '../pages/page.js';

const root = document.getElementById('island')!;
const AT_ONCE = 50;
const SOON_MS = 300;
const SEEN_YET_MS = 60_000;

/** A conversation as it goes: what comes is shown and read at once, what is sent needs no reload. */
class Messages {
  private body = pageData.body as Chat;
  private page = contextOf(pageData.facts as PageFacts) as PageContext;
  private content = this.page.typed['content'] ?? '';
  private isCutOff = false;
  private isSending = false;
  private key = { of: '', value: '' };
  private timer: ReturnType<typeof setTimeout> | undefined;

  begin(): void {
    hydrate(<ChatRoom body={this.body} page={this.page} />, root);
    const zone = this.page.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.page = { ...this.page, zone };
    this.draw();
    root.addEventListener('input', ({ target }) => (this.content = (target as HTMLTextAreaElement).value));
    root.addEventListener('keydown', (event) => this.press(event));
    root.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send();
    });
    document.addEventListener('visibilitychange', () => this.refreshSoon());
    setInterval(() => this.isUnseen() && this.refreshSoon(), SEEN_YET_MS);
    listen('/ws/chat/', {
      onFrame: ({ message }) => this.hear(message as Message),
      onResync: () => this.refreshSoon(),
      onLive: (isLive) => {
        this.isCutOff = !isLive;
        this.draw();
        if (isLive) this.refreshSoon();
      },
    });
  }

  private draw(): void {
    const page = { ...this.page, typed: { content: this.content } };
    const { body, isCutOff, isSending } = this;
    render(<ChatRoom body={body} page={page} isCutOff={isCutOff} isSending={isSending} />, root);
  }

  /** Whether the other one has not read the last word yet. */
  private isUnseen(): boolean {
    const last = this.body.messages.at(-1);
    return last?.sender_id === this.body.me && !last.is_read;
  }

  private hear(message: Message): void {
    const others = [message.sender_id, message.receiver_id].filter((id) => id !== this.body.me);
    if (others[0] === this.body.peer?.id) this.add(message);
    this.refreshSoon();
  }

  private add(message: Message): void {
    const { messages, page } = this.body;
    if (page > 1 || messages.some(({ id }) => id === message.id)) return;
    this.body = { ...this.body, messages: [...messages, message].sort((a, b) => a.id - b.id) };
    this.draw();
  }

  private refreshSoon(): void {
    if (document.hidden || this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.refresh().catch(() => undefined);
    }, SOON_MS);
  }

  /** Reads what came, which the other one sees then, and then how much is unread elsewhere. */
  private async refresh(): Promise<void> {
    const { peer, page } = this.body;
    if (peer && page === 1) {
      const query = { with_user: peer.id, ordering: '-created_at', page_size: AT_ONCE };
      const { results } = await answerOf(api.GET('/api/v1/messages', { params: { query } }));
      const newest = new Map(results.map((message) => [message.id, message]));
      const first = results.at(-1)?.id ?? 0;
      const messages = this.body.messages.filter(({ id }) => id < first && !newest.has(id));
      this.body = { ...this.body, messages: [...messages, ...results.reverse()] };
    }
    const query = { page_size: AT_ONCE };
    const { results } = await answerOf(api.GET('/api/v1/conversations', { params: { query } }));
    this.body = { ...this.body, conversations: results };
    this.draw();
  }

  private press(event: KeyboardEvent): void {
    const isSent = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
    if (!isSent || !(event.target instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    void this.send();
  }

  private async send(): Promise<void> {
    if (this.isSending) return;
    const body = { receiver_id: this.body.peer!.id, content: this.content };
    const of = JSON.stringify(body);
    if (this.key.of !== of) this.key = { of, value: newKey() };
    this.isSending = true;
    this.draw();
    try {
      const header = { 'Idempotency-Key': this.key.value };
      const message = await answerOf(api.POST('/api/v1/messages', { body, params: { header } }));
      this.key = { of: '', value: '' };
      this.page = { ...this.page, failure: null };
      if (this.content === body.content) this.content = '';
      this.add(message);
    } catch (error) {
      this.page = { ...this.page, failure: failureOf(error) };
    } finally {
      this.isSending = false;
      this.draw();
    }
  }
}

afterPaint(() => new Messages().begin());
