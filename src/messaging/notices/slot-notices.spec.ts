import { cancellationNotice, moveNotice } from './slot-notices.js';

const reader = { email: 'ada@example.com', fullName: 'Ada <b>', timezone: 'Europe/Berlin' };
const times = { startsAt: '2030-01-01T09:00:00Z', endsAt: '2030-01-01T10:00:00Z' };

describe('notices about slots', () => {
  it('name the time on the reader’s clock', () => {
    const { to, subject, text } = cancellationNotice(reader, 'Cat 1', times, null);
    expect([to, subject]).toEqual(['ada@example.com', 'Cancelled: Cat 1']);
    expect(text).toContain('10:00');
    expect(text).toContain('11:00');
    expect(text).toContain('Europe/Berlin');
    expect(text).not.toContain('Reason');
  });

  it('give the reason, where there is one', () =>
    expect(cancellationNotice(reader, 'Cat 1', times, 'Room is flooded').text).toContain('Reason: Room is flooded'));

  it('let no name become markup', () => {
    const { html } = moveNotice(reader, '<script>', times, times);
    expect(html).toContain('Ada &lt;b&gt;');
    expect(html).not.toContain('<script>');
  });

  it('tell the new time and the old one', () => {
    const moved = { startsAt: '2030-02-01T09:00:00Z', endsAt: '2030-02-01T10:00:00Z' };
    const { text } = moveNotice(reader, 'Cat 1', times, moved);
    expect(text.indexOf('February')).toBeLessThan(text.indexOf('January'));
  });
});
