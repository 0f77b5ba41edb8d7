import type { INestApplicationContext } from '@nestjs/common';
import type { OfferTerms } from '../booking/booking.api.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { Clock } from '../shared/clock.js';
import { AvailabilityRule } from './availability/availability-rule.entity.js';
import { AvailabilityRepository } from './availability/availability.repository.js';
import type { Category } from './categories/category.entity.js';
import type { EventTypeRequest } from './event-types/event-types.dto.js';
import { EventTypesService } from './event-types/event-types.service.js';
import { UserSkillsService } from './experts/user-skills.service.js';
import type { Timeslot } from './timeslots/timeslot.entity.js';
import { offerTermsOf } from './timeslots/timeslots.service.js';

const MONTH = { ahead: 30, behind: 28 };
const FULL_DAYS = 14;

/** Booking's own: in one statement. */
export type OfferSeats = (tx: Tx, all: readonly OfferTerms[]) => Promise<void>;

const WORKING_DAYS = [1, 2, 3, 4, 5];
const HOURS = { opens: '09:00:00', closes: '17:00:00' };

const HOSTS: Record<string, { types: EventTypeRequest[]; skill: string }> = {
  olivia: {
    skill: 'Planning events',
    types: [
      { name: 'Introduction', slug: 'intro', duration: 30, location_type: 'video' },
      { name: 'Workshop', slug: 'workshop', duration: 90, max_attendees: 8, minimum_notice: 60 },
    ],
  },
  adam: { skill: 'Asking good questions', types: [] },
  noor: {
    skill: 'Product strategy',
    types: [
      {
        name: 'First conversation',
        slug: 'first-conversation',
        duration: 20,
        location_type: 'video',
        description: 'Where you are, what you want to change, and whether I can help.',
      },
      {
        name: 'Strategy session',
        slug: 'strategy',
        duration: 60,
        duration_options: [60, 90],
        price: '140.00',
        currency: 'EUR',
        location_type: 'video',
        cancellation_notice: 1440,
        description: 'One decision, taken well: bring what you know, leave with what to do next.',
      },
    ],
  },
  solyoga: {
    skill: 'Vinyasa and Yin yoga',
    types: [
      {
        name: 'Morning flow',
        slug: 'morning-flow',
        duration: 60,
        max_attendees: 12,
        location_type: 'in_person',
        location: 'Studio, Calle del Sol 8',
        description: 'An hour of calm movement for all levels. Mats are here.',
      },
      {
        name: 'Private lesson',
        slug: 'private-lesson',
        duration: 75,
        price: '45.00',
        currency: 'EUR',
        location_type: 'in_person',
        location: 'Studio, Calle del Sol 8',
        buffer_after: 15,
        description: 'Only you and your teacher, on what you choose.',
      },
    ],
  },
  tomas: {
    skill: 'Cutting hair',
    types: [
      {
        name: 'Haircut',
        slug: 'haircut',
        duration: 45,
        location_type: 'in_person',
        buffer_after: 10,
        location: 'Rua da Rosa 21',
        minimum_notice: 120,
        description: 'Wash, cut and finish.',
      },
      {
        name: 'Colour and cut',
        slug: 'colour-and-cut',
        duration: 120,
        location_type: 'in_person',
        location: 'Rua da Rosa 21',
        price: '85.00',
        currency: 'EUR',
        minimum_notice: 1440,
        description: 'With a talk about what suits you first.',
      },
    ],
  },
};

const BEGINNERS = `SELECT p.id, p.username::text FROM identity.people p
  WHERE p.username::text = ANY ($1::text[]) AND NOT EXISTS (
    SELECT FROM scheduling.experts x WHERE x.person_id = p.id)
  AND NOT EXISTS (SELECT FROM scheduling.event_types t WHERE t.owner_id = p.id)
  AND NOT EXISTS (SELECT FROM scheduling.availability_rules r WHERE r.owner_id = p.id)
  ORDER BY p.id`;

/**
 * An hour in the morning, at noon and in the afternoon (UTC), for each category 20 minutes later; after two
 * weeks, and in an empty calendar on the days behind, at noon alone.
 */
const MISSING = `
  INSERT INTO scheduling.timeslots (category_id, starts_at, ends_at)
  SELECT c.id, start, start + interval '1 hour'
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM scheduling.categories ORDER BY id LIMIT 3) c
  CROSS JOIN generate_series(-$behind::int, $ahead::int) AS day CROSS JOIN unnest(ARRAY[9, 12, 15]) AS hour
  CROSS JOIN LATERAL (SELECT date_trunc('day', $now::timestamptz, 'UTC') + day * interval '1 day'
    + hour * interval '1 hour' + (c.place - 1) * interval '20 minutes' AS start) AS at
  WHERE ((day > 0 AND (day <= $full::int OR hour = 12))
      OR (day < 0 AND hour = 12 AND NOT EXISTS (SELECT FROM scheduling.timeslots)))
    AND NOT EXISTS (SELECT FROM scheduling.timeslots t WHERE t.category_id = c.id AND t.starts_at = start)
  ORDER BY day < 0, c.id, start
  RETURNING id, category_id AS "categoryId", starts_at AS "startsAt", ends_at AS "endsAt"`;

/**
 * Fills the next month of the calendar, the first time also the last one; run again, it adds what is
 * missing and nothing that was deleted. What is ahead is numbered first: examples name it.
 */
export async function createDemoSlots(app: INestApplicationContext, offer: OfferSeats): Promise<void> {
  await app.get(Database).transaction(async (tx) => {
    const values = { now: app.get(Clock).now(), ...MONTH, full: FULL_DAYS };
    const missing = await tx.query<Timeslot>(MISSING, values);
    if (missing.length === 0) return;
    const rows = await tx.query<Category>('SELECT id, name, color FROM scheduling.categories');
    const categories = new Map(rows.map((row) => [row.id, row]));
    await offer(
      tx,
      missing.map((slot) => offerTermsOf(slot, categories.get(slot.categoryId!)!, 1)),
    );
  });
}

/** Two who can be met, one of them by event types too; who has said anything of that already keeps it. */
export async function createDemoHosts(app: INestApplicationContext, usernames: string[]): Promise<void> {
  const [hours, types, skills] = [
    app.get(AvailabilityRepository, { strict: false }),
    app.get(EventTypesService, { strict: false }),
    app.get(UserSkillsService, { strict: false }),
  ];
  const db = app.get(Database);
  const [category] = await db.query<{ id: number }>('SELECT min(id) AS id FROM scheduling.categories');
  const known = usernames.filter((username) => username in HOSTS);
  for (const { id, username } of await db.query<{ id: number; username: string }>(BEGINNERS, [known])) {
    await db.transaction(async (tx) => {
      for (const dayOfWeek of WORKING_DAYS)
        await hours.insertRule(tx, AvailabilityRule.of(id, { dayOfWeek, ...HOURS }));
    });
    for (const type of HOSTS[username]!.types) await types.create(id, type);
    const skill_name = HOSTS[username]!.skill;
    if (category?.id) await skills.add(id, { category: category.id, skill_name, proficiency_level: 'expert' });
  }
}
