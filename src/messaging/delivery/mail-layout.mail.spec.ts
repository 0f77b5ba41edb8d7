import { renderMail, type Letter } from './mail-layout.mail.js';

const letter: Letter = {
  to: 'ada@example.com',
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

  it('lets no text become markup', () => {
    const { html } = renderMail(letter);
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain('href="https://convoke.example/events/1?a=1&amp;b=&quot;2&quot;"');
  });

  it('has a subject of one line and 200 characters at most', () => {
    expect(renderMail(letter).subject).toBe('Cancelled: Bcc: eve@example.com');
    const { subject } = renderMail({ ...letter, subject: '😀'.repeat(300) });
    expect([...subject]).toHaveLength(200);
    expect(subject).not.toMatch(/\p{Surrogate}/u);
  });

  it('greets nobody by a name it does not know', () =>
    expect(renderMail({ ...letter, fullName: null }).text).toMatch(/^Hello,\n/));
});
