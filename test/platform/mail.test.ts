import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { Logger as FrameworkWarnings } from '@nestjs/common';
import { MailProcessor } from '../../src/platform/mail/mail.processor.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { Logger } from '../../src/platform/observability/logger.js';
import { Metrics } from '../../src/platform/observability/metrics.js';
import { eventually } from '../support/eventually.js';
import { SmtpInbox } from '../support/smtp-inbox.js';
import { world, type World } from '../support/world.js';

const LETTER = {
  to: 'ada@example.com',
  cause: 'reader' as const,
  subject: 'Grüße',
  text: 'Hello Ada ✓\n',
  html: '<p>Hello Ada ✓</p>',
};
const rows = (here: World) =>
  here.db.query<{
    status: string;
    attempts: number;
    last_error: string | null;
    content: Buffer | null;
    recipient_digest: Buffer | null;
  }>('SELECT * FROM platform.mails ORDER BY id');

describe('mail through a server', () => {
  let inbox: SmtpInbox;
  let here: World;
  let said: () => string[];
  let mailer: Mailer;
  beforeAll(async () => {
    inbox = await SmtpInbox.open();
    await inbox.leave();
    const warnings = [jest.spyOn(FrameworkWarnings.prototype, 'warn'), jest.spyOn(Logger.prototype, 'warn')];
    said = () => warnings.flatMap(({ mock }) => mock.calls.map(([message]) => String(message)));
    here = await world({ SMTP_URL: inbox.url, MAIL_FROM: 'Convoke <hello@convoke.example>' });
    mailer = here.app.get(Mailer);
  });
  beforeEach(async () => {
    here.clock.reset();
    inbox.mails.length = 0;
    await here.db.query('DELETE FROM platform.mails');
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await here.close();
    await inbox.close();
  });
  const arrived = (count: number) => eventually(() => expect(inbox.mails).toHaveLength(count));
  const nextAttempt = async (afterMs: number, { toTheNext = false } = {}) => {
    const [next] = await here.db.query<{ at: Date }>(
      `UPDATE platform.mails SET last_error = NULL WHERE status <> 'sent' RETURNING next_attempt_at AS at`,
    );
    here.clock.advance(afterMs + (toTheNext ? next!.at.getTime() - here.clock.millis() : 0));
    await here.app.get(MailProcessor).sweep();
  };

  it('is asked for at the start; while nobody answers, however many mails wait, two lines say so', async () => {
    const away = expect.stringMatching(
      /^SMTP_URL is set, and the mail server does not let us in: .* \(ESOCKET/,
    );
    await eventually(() => expect(said()).toEqual([away]));
    for (let n = 0; n < 3; n++) await mailer.send(LETTER);
    await eventually(async () => {
      for (const row of await rows(here))
        expect(row).toMatchObject({ attempts: 1, last_error: expect.stringContaining('ESOCKET') });
    });
    await nextAttempt(11_000);
    await eventually(async () => {
      for (const row of await rows(here))
        expect(row).toMatchObject({ attempts: 2, last_error: expect.any(String) });
    });
    await inbox.comeBack();
    await nextAttempt(61_000);
    await arrived(3);
    await eventually(() =>
      expect(said()).toEqual([
        away,
        expect.stringMatching(/^The mail server lets us in again after [\d.]+ s\.$/),
      ]),
    );
  });

  it('arrives as text and HTML, with attachments, and is forgotten here', async () => {
    const attachments = [{ filename: 'invite.ics', contentType: 'text/calendar', content: 'BEGIN:VCALENDAR' }];
    await mailer.send({ ...LETTER, attachments });
    await arrived(1);
    const [mail] = inbox.mails;
    expect(mail).toMatchObject({
      subject: 'Grüße',
      from: { name: 'Convoke', address: 'hello@convoke.example' },
    });
    expect([mail!.to![0]!.address, mail!.text!.trim(), mail!.html!.trim()]).toEqual([
      'ada@example.com',
      'Hello Ada ✓',
      '<p>Hello Ada ✓</p>',
    ]);
    expect(mail!.attachments[0]).toMatchObject({ filename: 'invite.ics', mimeType: 'text/calendar' });
    await eventually(async () => {
      const [row] = await rows(here);
      expect(row).toMatchObject({ status: 'sent', content: null, recipient_digest: null });
    });
  });

  it('is sent once under a key', async () => {
    await Promise.all(Array.from({ length: 5 }, () => mailer.send({ ...LETTER, dedupeKey: 'notice:1' })));
    await mailer.send({ ...LETTER, dedupeKey: 'notice:2' });
    await arrived(2);
  });

  it('is not sent by a transaction that is rolled back', async () => {
    const work = here.db.transaction(async (tx) => {
      await mailer.send(LETTER, tx);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await rows(here)).toEqual([]);
  });

  it('is tried again with growing pauses', async () => {
    inbox.refusals = 2;
    await mailer.send(LETTER);
    await eventually(async () =>
      expect((await rows(here))[0]).toMatchObject({
        status: 'waiting',
        attempts: 1,
        last_error: expect.stringContaining('451'),
      }),
    );
    await nextAttempt(9_000);
    expect((await rows(here))[0]).toMatchObject({ attempts: 1 });
    await nextAttempt(1_500);
    await eventually(async () =>
      expect((await rows(here))[0]).toMatchObject({ attempts: 2, last_error: expect.stringContaining('451') }),
    );
    await nextAttempt(61_000);
    await arrived(1);
  });

  it('is given up after three days, counted, and stands', async () => {
    inbox.refusals = 100;
    const began = here.clock.millis();
    await mailer.send(LETTER);
    for (let attempt = 1; attempt <= 25; attempt++) {
      await eventually(async () =>
        expect((await rows(here))[0]).toMatchObject({ attempts: attempt, last_error: expect.any(String) }),
      );
      if (attempt < 25) await nextAttempt(1, { toTheNext: true });
    }
    expect((here.clock.millis() - began) / 3_600_000).toBeCloseTo(71.8, 0);
    await eventually(async () => expect((await rows(here))[0]).toMatchObject({ status: 'failed' }));
    expect((await rows(here))[0]!.last_error).not.toContain('canary');
    expect(await here.app.get(Metrics).text()).toMatch(/^mails_failed_total 1$/m);
    inbox.refusals = 0;
    await nextAttempt(24 * 3_600_000);
    expect(inbox.mails).toEqual([]);
  });

  it('waits for a server that is away for 36 hours, is counted meanwhile, and arrives once', async () => {
    const keys = ['notice:1', 'notice:2', 'notice:3'];
    inbox.refusals = 1_000;
    const began = here.clock.millis();
    for (const dedupeKey of keys) await mailer.send({ ...LETTER, dedupeKey });
    for (let attempt = 1; here.clock.millis() - began < 36 * 3_600_000; attempt++) {
      await eventually(async () => {
        for (const row of await rows(here))
          expect(row).toMatchObject({ attempts: attempt, last_error: expect.any(String) });
      });
      await nextAttempt(1, { toTheNext: true });
    }
    // The metrics look once in five seconds.
    await eventually(async () => expect(await here.app.get(Metrics).text()).toMatch(/^mails_waiting 3$/m));
    await eventually(async () => {
      for (const row of await rows(here)) expect(row.last_error).not.toBeNull();
    });
    inbox.refusals = 0;
    await nextAttempt(4 * 3_600_000);
    await arrived(3);
    await eventually(async () => {
      for (const row of await rows(here)) expect(row.status).toBe('sent');
    });
    await nextAttempt(72 * 3_600_000);
    expect(inbox.mails).toHaveLength(3);
  });

  it('waits encrypted, and outside the queue', async () => {
    inbox.refusals = 1;
    await mailer.send({ ...LETTER, text: 'https://x/reset-password?token=canary-token' });
    await eventually(async () =>
      expect((await rows(here))[0]).toMatchObject({ attempts: 1, last_error: expect.any(String) }),
    );
    const [row] = await rows(here);
    expect(row!.content!.includes('canary-token')).toBe(false);
    expect(row!.content!.includes('ada@example.com')).toBe(false);
  });

  it('can be withdrawn by address', async () => {
    inbox.refusals = 1;
    await mailer.send({ ...LETTER, to: 'Ada@Example.com' });
    await eventually(async () =>
      expect((await rows(here))[0]).toMatchObject({ attempts: 1, last_error: expect.any(String) }),
    );
    await here.db.transaction((tx) => mailer.forget(tx, 'ada@example.com'));
    expect(await rows(here)).toEqual([]);
  });

  it('goes to one person, whatever the address looks like', async () => {
    await mailer.send({ ...LETTER, to: 'ada@example.com, eve@example.com' }).catch(() => undefined);
    await mailer.send({ ...LETTER, to: 'ada@example.com', subject: 'one\r\nBcc: eve@example.com' });
    await arrived(1);
    expect(
      inbox.mails.flatMap(({ to, cc = [], bcc = [] }) => [...to!, ...cc, ...bcc].map(({ address }) => address)),
    ).toEqual(['ada@example.com']);
  });
});

describe('mail without a server', () => {
  it('becomes a file that its owner alone can read', async () => {
    const here = await world();
    try {
      await here.app.get(Mailer).send(LETTER);
      const folder = join(here.dataDir, 'mail');
      const name = await eventually(async () => {
        const [found] = (await readdir(folder)).filter((each) => each.endsWith('.eml'));
        return found ?? Promise.reject(new Error('not yet'));
      });
      const mail = await PostalMime.parse(await readFile(join(folder, name)));
      expect([mail.subject, mail.text?.trim()]).toEqual(['Grüße', 'Hello Ada ✓']);
      expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
    } finally {
      await here.close();
    }
  });
});
