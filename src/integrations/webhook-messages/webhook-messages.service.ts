import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { PaymentsApi, type PaymentRow } from '../../payments/payments.api.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { Clock } from '../../shared/clock.js';
import {
  WebhookDeliveriesRepository,
  type QueuedDelivery,
} from '../webhook-deliveries/webhook-deliveries.repository.js';
import { EVERYTHING } from '../webhooks/webhook-endpoint.entity.js';
import {
  WebhookEndpointsRepository,
  type ListeningEndpoint,
} from '../webhooks/webhook-endpoints.repository.js';
import type { WebhookEvent } from '../webhooks/webhook-events.policy.js';
import { ToldBodiesService, type ToldBody } from './told-bodies.service.js';
import { toldBy, type ToldChange } from './told-change.policy.js';
import { WebhookSequencesRepository } from './webhook-sequences.repository.js';

type Payments = ReadonlyMap<number, PaymentRow>;
/** Null stands for the platform: what nobody else hosts is its admins'. */
type Owner = number | null;

/** Queues what happened for who listens to it. */
@Injectable()
export class WebhookMessagesService {
  constructor(
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly sequences: WebhookSequencesRepository,
    private readonly bodies: ToldBodiesService,
    private readonly payments: PaymentsApi,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  /** In the order in which it happened. Answers whether something is due. */
  async queue(tx: Tx, events: readonly PublishedEvent[]): Promise<boolean> {
    const all = events.map(toldBy);
    const paid = all.flatMap((change) => (change.subject === 'payment' ? change.id : []));
    const payments = await this.payments.paymentsOf(tx, [...new Set(paid)]);
    const ownerOf = (change: ToldChange): Owner | undefined =>
      change.subject === 'payment' ? payments.get(change.id)?.organizerId : change.ownerId;
    const owners = new Set(all.map(ownerOf));
    const admins = owners.has(null) ? await this.identity.adminIds(tx) : [];
    const people = [...new Set([...admins, ...[...owners].flatMap((owner) => owner ?? [])])];
    const heard = await this.endpoints.listening(tx, people);
    if (heard.length === 0) return false;
    const isAdmin = new Set(admins);
    const hears = (change: ToldChange, { ownerId }: ListeningEndpoint) => {
      const owner = ownerOf(change);
      return owner === null ? isAdmin.has(ownerId) : ownerId === owner;
    };
    const changes = all.filter((change) => heard.some((endpoint) => hears(change, endpoint)));
    if (changes.length === 0) return false;
    const listening = await this.lock(tx, changes, heard, payments);
    const appointments = await this.bodies.appointmentsOf(tx, changes, payments);
    const bodies = await this.bodies.bodiesOf(tx, changes, { payments, appointments });
    const counted = await this.count(tx, changes, bodies);
    const messages = counted.flatMap(({ change, type, body, sequence }) =>
      listening
        .filter((endpoint) => hears(change, endpoint) && wants(endpoint, type))
        .map(({ id }) => messageTo(id, change, type, body, sequence)),
    );
    if (messages.length > 0) await this.deliveries.queue(tx, messages, this.clock.now());
    return messages.length > 0;
  }

  /** None of who is named is erased before the commit, and no endpoint is switched off: they come after. */
  private async lock(
    tx: Tx,
    changes: readonly ToldChange[],
    heard: readonly ListeningEndpoint[],
    payments: Payments,
  ): Promise<ListeningEndpoint[]> {
    const invitees = [...(await this.bodies.appointmentsOf(tx, changes, payments)).values()];
    const emails = invitees.flatMap(({ personId, inviteeEmail }) =>
      personId === null ? (inviteeEmail ?? []) : [],
    );
    const proven = await this.identity.idsByVerifiedEmail(emails, tx);
    const named = changes.flatMap((change) => {
      if (change.subject === 'booking') return change.personId ?? [];
      return change.subject === 'payment' ? (change.payload.personId ?? []) : [];
    });
    const owners = [...new Set(heard.map(({ ownerId }) => ownerId))];
    const people = await this.identity.lockPeople(tx, [...new Set([...owners, ...named, ...proven.values()])]);
    return this.endpoints.lockListening(
      tx,
      owners.filter((owner) => people.get(owner)?.isActive),
    );
  }

  private async count(tx: Tx, changes: readonly ToldChange[], bodies: ReadonlyMap<ToldChange, ToldBody>) {
    const keyOf = ({ subject, id }: ToldChange) => `${subject}:${id}`;
    const values = await this.sequences.valuesOf(tx, [...new Set(changes.map(keyOf))]);
    const counted = changes.flatMap((change) => {
      const body = bodies.get(change);
      if (!body) return [];
      const key = keyOf(change);
      return typesOf(change, body, values.has(key)).map((type) => {
        const sequence = (values.get(key) ?? 0) + 1;
        values.set(key, sequence);
        return { change, type, body, sequence };
      });
    });
    await this.sequences.keep(tx, values);
    return counted;
  }
}

/** What is firm at once was made by it, unless it has been told of before. */
function typesOf(change: ToldChange, { isFirmFromTheStart }: ToldBody, isKnown: boolean): WebhookEvent[] {
  if (change.subject !== 'booking') return [change.type];
  const isMade = change.isConfirmation && isFirmFromTheStart && !isKnown;
  if (isMade) return ['booking.created', change.type];
  return [isKnown ? change.typeOnceKnown : change.type];
}

function wants({ events }: ListeningEndpoint, type: WebhookEvent): boolean {
  return events.includes(type) || events.includes(EVERYTHING);
}

function messageTo(
  endpointId: number,
  { eventId, at }: ToldChange,
  type: WebhookEvent,
  { body, aboutPersonId, aboutEmail }: ToldBody,
  sequence: number,
): QueuedDelivery {
  const message = { type, timestamp: at, data: { ...body, sequence } };
  return { endpointId, eventId, type, body: JSON.stringify(message), aboutPersonId, aboutEmail };
}
