import { renderLetter, type Letter } from './letter.js';

const renderMail = (letter: Letter) => renderLetter('Events & Co', letter);

const letter: Letter = {
  to: 'ada@example.com',
  cause: 'reader',
  subject: 'Cancelled:\r\nBcc: eve@example.com',
  fullName: 'Ada <b>',
  paragraphs: ['One <script>\nTwo'],
  facts: [['When', 'Tuesday & Wednesday']],
  link: { label: 'Show it', url: 'https://convoke.example/events/1?a=1&b="2"' },
  footer: 'Because "you" booked.',
};

describe('a mail', () => {
  it('says the same as text and as HTML', () => {
    const { text, html } = renderMail(letter);
    expect(text).toContain(
      'Hello Ada <b>,\n\nOne <script>\nTwo\n\nWhen: Tuesday & Wednesday\n\nShow it: https://',
    );
    expect(html).toContain('<p>One &lt;script&gt;<br>\nTwo</p>');
    expect(html).toContain('<td>Tuesday &amp; Wednesday</td>');
  });

  it('ends with the site’s name and why it came', () => {
    const { text, html } = renderMail(letter);
    expect(text).toMatch(/\n--\nEvents & Co\. Because "you" booked\.\n$/);
    expect(html).toContain('>Events &amp; Co. Because &quot;you&quot; booked.</p>');
    expect(renderMail({ ...letter, footer: undefined }).text).toMatch(/\n--\nEvents & Co\n$/);
  });

  it('lets the addresses at its end be followed, and breaks long ones', () => {
    const { html } = renderMail({ ...letter, footer: 'Stop: https://convoke.example/unsubscribe/a_b-c?d=1&e' });
    const address = 'https://convoke.example/unsubscribe/a_b-c?d=1&amp;e';
    expect(html).toContain(`Stop: <a href="${address}" style="color:#888">${address}</a></p>`);
    expect(html).toContain('overflow-wrap:break-word');
  });

  it('needs neither facts nor a way to act', () => {
    const { text, html } = renderMail({ ...letter, facts: undefined, link: undefined });
    expect(text).toContain('\nTwo\n\n--\n');
    expect(html).not.toMatch(/<table|<a /);
  });

  it('lets no text become markup', () => {
    const { html } = renderMail(letter);
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain('href="https://convoke.example/events/1?a=1&amp;b=&quot;2&quot;"');
  });

  it('has a subject of one line and 200 characters at most', () => {
    expect(renderMail(letter).subject).toBe('Cancelled: Bcc: …');
    const { subject } = renderMail({ ...letter, subject: '😀'.repeat(300) });
    expect([...subject]).toHaveLength(200);
    expect(subject).not.toMatch(/\p{Surrogate}/u);
  });

  it('greets nobody by a name it does not know', () =>
    expect(renderMail({ ...letter, fullName: null }).text).toMatch(/^Hello,\n/));

  it('has no link of anybody’s in its headings, and none at all where its reader asked for nothing', () => {
    const words = 'See evil.example/win';
    const spoken = { ...letter, subject: words, fullName: words, paragraphs: [words] };
    spoken.facts = [['Where', words]];
    const asked = renderMail(spoken);
    expect(asked.subject).toBe('See …');
    expect(asked.text).toMatch(/^Hello See …,\n\nSee evil\.example\/win\n\nWhere: See evil\.example/);
    for (const cause of ['anonymous', { senderId: 1, isVerified: true, toStranger: true }] as const) {
      const { text, html } = renderMail({ ...spoken, cause });
      for (const shown of [text, html]) expect(shown).not.toContain('evil');
      expect(text).toContain('https://convoke.example/events/1');
    }
  });
});
