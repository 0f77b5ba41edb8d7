import type { EventInput } from './model/event-terms.policy.js';
import type { EventKind } from './model/event-terms.policy.js';

export interface DemoEvent {
  kind: EventKind;
  organizer: string;
  inDays: number;
  /** The hour of its start, in UTC. */
  at?: number;
  hours: number;
  input: EventInput & { title: string };
}

export const WORKSHOP_TITLE = 'Advanced Python Workshop';

type Told = Pick<DemoEvent, 'organizer' | 'inDays' | 'hours' | 'at'> & EventInput & { title: string };

const of = (kind: EventKind, { organizer, inDays, hours, at, ...input }: Told): DemoEvent => ({
  ...{ kind, organizer, inDays, hours, input },
  ...(at !== undefined && { at }),
});

export const DEMO_EVENTS: readonly DemoEvent[] = [
  of('gathering', {
    ...{ organizer: 'adam', inDays: 3, hours: 3, title: 'Board game evening', capacity: 12 },
    description: 'Bring your favourite game, or just yourself.',
    ...{ location: 'Library, room 2', category: 'meetup', tags: 'games, evening' },
  }),
  of('ticketed', {
    ...{ organizer: 'olivia', inDays: 21, hours: 6, title: WORKSHOP_TITLE, capacity: 30, priceCents: 2_999 },
    description: 'A day with generators, types and profilers.',
    ...{ location: 'Main Hall', category: 'workshop', tags: 'python, programming, advanced' },
  }),
  of('ticketed', {
    ...{ organizer: 'stanne', inDays: 12, at: 18, hours: 2, title: 'Winter Choir Concert', capacity: 120 },
    description: 'Forty voices, an organ, and carols to join in. Mulled wine in the interval.',
    ...{ location: 'St Anne’s Church', category: 'conference', tags: 'music, concert', priceCents: 1_500 },
  }),
  of('ticketed', {
    ...{ organizer: 'noor', inDays: 9, at: 8, hours: 2, title: 'Founders’ Breakfast', capacity: 40 },
    description: 'Three short stories of things that went wrong, and coffee.',
    ...{ location: 'Kanal 12', category: 'meetup', tags: 'founders, breakfast' },
  }),
  of('ticketed', {
    ...{ organizer: 'solyoga', inDays: 16, at: 9, hours: 7, title: 'Slow Sunday Retreat', capacity: 24 },
    description: 'Yin, a long walk and a shared lunch: one day without hurry.',
    ...{ location: 'Casa del Pinar', category: 'workshop', tags: 'yoga, retreat', priceCents: 6_500 },
  }),
  of('ticketed', {
    ...{ organizer: 'tomas', inDays: 27, at: 17, hours: 2, title: 'Cut Your Own Fringe', capacity: 20 },
    description: 'A small class with good scissors and no fear.',
    ...{ location: 'Rua da Rosa 21', category: 'masterclass', tags: 'hair, class' },
  }),
  of('ticketed', {
    ...{ organizer: 'noor', inDays: 33, at: 15, hours: 1, title: 'Pricing Without Tears', capacity: 100 },
    description: 'An hour online: how to say a number and stay calm.',
    ...{ category: 'webinar', tags: 'pricing, online', isOnline: true },
    onlineUrl: 'https://meet.example.com/pricing',
  }),
  of('gathering', {
    ...{ organizer: 'solyoga', inDays: 5, at: 7, hours: 1, title: 'Sunrise yoga in the park', capacity: 25 },
    description: 'Bring a mat and a jumper. Tea afterwards.',
    ...{ location: 'Parque del Oeste', category: 'meetup', tags: 'yoga, morning' },
  }),
  of('gathering', {
    ...{ organizer: 'stanne', inDays: 7, at: 19, hours: 2, title: 'Open choir rehearsal', capacity: 60 },
    description: 'Sing along for an evening; no notes needed.',
    ...{ location: 'Parish hall', category: 'meetup', tags: 'music, choir' },
  }),
  of('gathering', {
    ...{
      organizer: 'noor',
      inDays: 14,
      at: 16,
      hours: 3,
      title: 'Walk and talk along the canal',
      capacity: 15,
    },
    description: 'Ten kilometres, in pairs that change at every bridge.',
    ...{ location: 'Kanal 12', category: 'meetup', tags: 'walking, talk' },
  }),
];

/** What is over, for who came and said how it was. */
export const PAST_EVENTS: readonly DemoEvent[] = [
  of('ticketed', {
    ...{ organizer: 'solyoga', inDays: -9, at: 9, hours: 3, title: 'Autumn Yin Morning', capacity: 24 },
    description: 'Three quiet hours, blankets and a long rest at the end.',
    ...{ location: 'Studio, Calle del Sol 8', category: 'workshop', tags: 'yoga, yin' },
  }),
  of('ticketed', {
    ...{ organizer: 'stanne', inDays: -17, at: 18, hours: 2, title: 'Organ by Candlelight', capacity: 120 },
    description: 'Bach, Franck and the dark.',
    ...{ location: 'St Anne’s Church', category: 'conference', tags: 'music, organ' },
  }),
  of('ticketed', {
    ...{ organizer: 'noor', inDays: -24, at: 15, hours: 1, title: 'Saying No Kindly', capacity: 100 },
    description: 'An hour online on what not to do next.',
    ...{ category: 'webinar', tags: 'strategy, online', isOnline: true },
    onlineUrl: 'https://meet.example.com/no',
  }),
];

/** Of events and of meetings, by who came. */
export const DEMO_REVIEWS = [
  [5, 'Just what I needed', 'Calm, clear and on time. I will come again.'],
  [4, 'Good, a little short', 'I would have stayed another hour.'],
  [5, 'Warmly recommended', 'I left with a plan, and in a better mood.'],
  [3, 'Fine', 'Nothing wrong with it; I had hoped for more examples.'],
  [5, '', 'The best thing I did this month.'],
  [4, 'Well prepared', 'One could tell how much thought had gone into it.'],
] as const;

const SIZE = { width: 1_200, height: 600 };
const WAVES = 5;

/** A picture of hills at dusk, always the same for a title. */
export function coverOf(title: string): string {
  const seed = [...title].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 9_973, 7);
  const hue = seed % 360;
  const hills = Array.from({ length: WAVES }, (_, nth) => {
    const base = 260 + nth * 70;
    const swing = 40 + ((seed >> nth) % 50);
    const [up, down] = [base - swing, base + swing];
    const curve = `C 300 ${up}, 500 ${down}, 700 ${base} S 1050 ${up}, 1200 ${base}`;
    const colour = `hsl(${(hue + nth * 9) % 360} 45% ${62 - nth * 11}%)`;
    return `<path d="M0 ${base} ${curve} V600 H0 Z" fill="${colour}"/>`;
  });
  const sun = `<circle cx="${250 + (seed % 700)}" cy="180" r="${60 + (seed % 50)}" fill="hsl(40 90% 78%)"/>`;
  const sky = `<rect width="100%" height="100%" fill="hsl(${(hue + 30) % 360} 55% 84%)"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}">` +
    `${sky}${sun}${hills.join('')}</svg>`
  );
}
