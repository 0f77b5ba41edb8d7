import { answerOf, api } from '../browser/api.js';
import { messageOf, pageData } from '../browser/data.js';
import { tellsHeight } from '../browser/frame-messages.js';
import { afterPaint } from '../browser/page-context.js';
import { watch } from '../browser/waiting.js';
import { format } from '../lib/message-format.js';
import { formatMoment } from '../lib/time.js';
import type { PageFacts } from '../pages/page.js';

const { language, zone, now, isEmbedded } = pageData.facts as PageFacts;
const { timezone } = pageData.body as { timezone: string };

/** The first three times from now on come with the answer why this very moment is none. */
async function show(card: HTMLElement): Promise<void> {
  const [organizer_slug, event_type_slug] = card.dataset['nextFree']!.split('/') as [string, string];
  const path = { organizer_slug, event_type_slug };
  const day = now.slice(0, 10);
  const query = { start_date: day, end_date: day, timezone: 'UTC', explain: now };
  const { explain } = await answerOf(
    api.GET('/api/v1/events/slots/{organizer_slug}/{event_type_slug}', { params: { path, query } }),
  );
  const [first] = explain?.next_free ?? [];
  if (!first) return;
  const line = document.createElement('p');
  const moment = formatMoment(first.start_time, zone ?? timezone, language);
  line.className = 'next-free';
  line.textContent = format(messageOf('organizer.next_free'), { moment }, language);
  card.append(line);
}

afterPaint(() => {
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      show(target as HTMLElement).catch(() => undefined);
    }
  });
  for (const card of document.querySelectorAll('[data-next-free]')) seen.observe(card);
  if (isEmbedded) tellsHeight(document.querySelector('main')!);
  watch();
});
