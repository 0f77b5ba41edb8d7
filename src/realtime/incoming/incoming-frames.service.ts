import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { MessagingApi, type MessageResponse } from '../../messaging/messaging.api.js';
import { Authenticator } from '../../platform/auth/authenticator.js';
import { inRoleOf, type Caller } from '../../platform/auth/caller.js';
import { allows, ScopeRequired } from '../../platform/auth/scopes.js';
import { QueryDeadline } from '../../platform/context/query-deadline.js';
import { runWithContext, type RequestContext } from '../../platform/context/request-context.js';
import { toErrorResponse } from '../../platform/http/errors/to-error-response.js';
import { RateLimits } from '../../platform/http/limits/rate-limits.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import { DomainError, InvalidInput } from '../../shared/errors.js';
import type { ErrorFrame, Sender } from './incoming-frame.rules.js';
import { InvalidFrame, TooManyFrames, UnknownFrameType } from '../realtime.errors.js';

const MOST_WAITING = 64;
const DATABASE_WITHIN_MS = 4_000;
const OTHER_CONVERSATION = 'This socket is of the conversation with somebody else.';

interface IncomingFrame {
  type: string;
  receiver_id?: unknown;
}

export type Answer = { type: 'message.receive'; message: MessageResponse } | ErrorFrame;

class FrameQueue {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  get isFull(): boolean {
    return this.waiting >= MOST_WAITING;
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    this.waiting++;
    const done = this.last.then(work).finally(() => this.waiting--);
    this.last = done.catch(() => undefined);
    return done;
  }
}

/** What clients send: it is refused as the same would be over REST, and a socket outlives its refusals. */
@Injectable()
export class IncomingFramesService {
  private readonly logger = new Logger(IncomingFramesService.name);
  private readonly queues = new WeakMap<Sender, FrameQueue>();

  constructor(
    private readonly messaging: MessagingApi,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    private readonly rates: RateLimits,
    private readonly clock: Clock,
  ) {}

  /** Undefined where nobody is there any more to hear it. */
  async take(sender: Sender, frame: unknown): Promise<Answer | undefined> {
    if (!isFrame(frame)) return this.refuse(sender, new InvalidFrame());
    if (!sender.feed.takesMessages || frame.type !== 'message.send')
      return this.refuse(sender, new UnknownFrameType());
    return this.inTurn(sender, frame);
  }

  /** One after the other, so that lines are kept in the order in which they were sent. */
  private inTurn(sender: Sender, frame: IncomingFrame): Promise<Answer | undefined> | Answer | undefined {
    const queue = this.queues.get(sender) ?? new FrameQueue();
    this.queues.set(sender, queue);
    if (queue.isFull) return this.refuse(sender, new TooManyFrames());
    return queue.run(() => this.send(sender, frame));
  }

  private async send(sender: Sender, frame: IncomingFrame): Promise<Answer | undefined> {
    const context = contextOf(sender.caller!);
    try {
      return await runWithContext(context, () => this.sendOwn(sender, sender.caller!, frame));
    } catch (error) {
      return runWithContext(context, () => this.refuse(sender, error, context.requestId));
    }
  }

  private async sendOwn(sender: Sender, caller: Caller, frame: IncomingFrame): Promise<Answer | undefined> {
    if (!sender.isOpen) return undefined;
    if (sender.expiresAt <= this.clock.millis()) return this.end(sender, 'token_expired');
    await this.authenticator.requireLive(caller.sessionId);
    const scope = `${sender.feed.scope}:write` as const;
    if (!allows(caller, scope)) throw new ScopeRequired(scope);
    await this.rates.countSocket(caller.id, '');
    const message = await this.messaging.send(inRoleOf(caller, 'write'), addressed(frame, sender.peerId));
    return { type: 'message.receive', message };
  }

  private refuse(sender: Sender, refusal: unknown, requestId: string = randomUUID()): ErrorFrame | undefined {
    if (refusal instanceof DomainError && refusal.kind === 'unauthenticated')
      return this.end(sender, 'session_revoked');
    const { body, isFault } = toErrorResponse(refusal, this.clock.now(), requestId);
    if (isFault) this.logger.error('A frame could not be handled', refusal, { request_id: requestId });
    if (!sender.isOpen) return undefined;
    if (!sender.budget.spend()) return this.end(sender, 'senseless');
    const frame: ErrorFrame = { type: 'error', error: body.error, code: body.code };
    sender.send(frame);
    return frame;
  }

  private end(sender: Sender, reason: Parameters<Sender['disconnect']>[0]): undefined {
    sender.disconnect(reason);
    return undefined;
  }
}

function contextOf({ id: callerId }: Caller): RequestContext {
  return {
    ...{ requestId: randomUUID(), callerId, ip: '', userAgent: '', listShape: 'envelope', inputs: [] },
    queryDeadline: new QueryDeadline(DATABASE_WITHIN_MS),
  };
}

function addressed(frame: IncomingFrame, peerId: number | undefined): object {
  if (peerId === undefined) return frame;
  const { receiver_id: named = peerId } = frame;
  if (named !== peerId && named !== String(peerId))
    throw new InvalidInput({ receiverId: [OTHER_CONVERSATION] }, OTHER_CONVERSATION);
  return { ...frame, receiver_id: peerId };
}

function isFrame(frame: unknown): frame is IncomingFrame {
  return typeof frame === 'object' && frame !== null && typeof (frame as IncomingFrame).type === 'string';
}
