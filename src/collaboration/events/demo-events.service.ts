import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../shared/clock.js';
import type { Event, EventKind } from '../model/event.entity.js';
import { draftTerms, gatheringTerms, type EventInput } from '../model/event-terms.policy.js';
import { EventsService, newEvent } from './events.service.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

interface DemoEvent {
  kind: EventKind;
  by: string;
  inDays: number;
  hours: number;
  wish: EventInput & { title: string };
}

const DEMO: DemoEvent[] = [
  {
    kind: 'gathering',
    by: 'adam',
    inDays: 3,
    hours: 3,
    wish: {
      title: 'Board game evening',
      description: 'Bring your favourite game, or just yourself.',
      location: 'Library, room 2',
      category: 'meetup',
      tags: 'games, evening',
      capacity: 12,
    },
  },
  {
    kind: 'ticketed',
    by: 'olivia',
    inDays: 21,
    hours: 6,
    wish: {
      title: 'Advanced Python Workshop',
      description: 'A day with generators, types and profilers.',
      location: 'Main Hall',
      category: 'workshop',
      tags: 'python, programming, advanced',
      capacity: 30,
      priceCents: 2_999,
    },
  },
];

@Injectable()
export class DemoEvents {
  constructor(
    private readonly db: Database,
    private readonly events: EventsService,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  /** Each is made when none of its name is still to come; one that was deleted does not come back before its time. */
  async create(): Promise<void> {
    const missing: Event[] = [];
    for (const demo of DEMO) {
      const organizerId = await this.idOf(demo.by);
      if (organizerId !== null && !(await this.exists(organizerId, demo.wish.title))) {
        missing.push(this.made(demo, organizerId));
      }
    }
    if (missing.length === 0) return;
    await this.db.transaction(async (tx) => {
      for (const event of missing) await this.events.insert(tx, event);
    });
  }

  private made({ kind, inDays, hours, wish }: DemoEvent, organizerId: number): Event {
    const now = this.clock.now();
    const day = Math.ceil(now.getTime() / DAY_MS) + inDays;
    const startsAt = new Date(day * DAY_MS + 16 * HOUR_MS);
    const times = { startsAt, endsAt: new Date(startsAt.getTime() + hours * HOUR_MS) };
    const asked = { ...wish, ...times };
    const terms = kind === 'gathering' ? gatheringTerms(asked, now) : draftTerms(asked);
    return Object.assign(newEvent(kind, terms, organizerId, now), { state: 'open', publishedAt: now } as const);
  }

  private async idOf(username: string): Promise<number | null> {
    const people = await this.identity.people(await this.identity.idsByUsername(username, 1_000));
    return [...people.values()].find((person) => person.username === username)?.id ?? null;
  }

  private async exists(organizerId: number, title: string): Promise<boolean> {
    const [event] = await this.db.query(
      'SELECT FROM collaboration.events WHERE organizer_id = $1 AND title = $2 AND ends_at > $3 LIMIT 1',
      [organizerId, title, this.clock.now()],
    );
    return event !== undefined;
  }
}
