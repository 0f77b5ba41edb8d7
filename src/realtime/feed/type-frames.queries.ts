import { Injectable } from '@nestjs/common';
import { changedStarts, SchedulingApi, type HeardType } from '../../scheduling/scheduling.api.js';
import { LATEST_PLAN } from '../../shared/time-range.js';
import type { HostAudience, StoredFrame } from './frame.entity.js';

/** What is kept of a change: instants in ISO 8601, null where it has no end on that side. */
export interface ChangedSpan {
  from: string | null;
  to: string | null;
}

/** Slugs and what is offered are read when a frame is sent: no replay tells of what strangers cannot see. */
@Injectable()
export class TypeFrames {
  constructor(private readonly scheduling: SchedulingApi) {}

  /** A host's frame becomes one for each event type, in one query for all; others stay as they are. */
  async spread(frames: StoredFrame[]): Promise<StoredFrame[]> {
    const audiences = frames.flatMap(({ audience }) => (audience.kind === 'host' ? [audience] : []));
    if (audiences.length === 0) return frames;
    const hostIds = [...new Set(audiences.map(({ hostId }) => hostId))];
    const named = audiences.flatMap(({ typeId }) => typeId ?? []);
    const types = await this.scheduling.typesHeardOf(hostIds, named);
    return frames.flatMap((frame) => {
      const { audience } = frame;
      if (audience.kind !== 'host') return frame;
      return types.filter((type) => isHeard(type, audience)).map((type) => ofType(frame, type));
    });
  }
}

function isHeard({ id, hostId, isOffered }: HeardType, audience: HostAudience): boolean {
  if (hostId !== audience.hostId || (audience.typeId !== null && id !== audience.typeId)) return false;
  return isOffered || audience.alsoClosed;
}

function ofType(frame: StoredFrame, type: HeardType): StoredFrame {
  const { from, to } = frame.data as ChangedSpan;
  const span = changedStarts(type, { from: Date.parse(from ?? ''), until: Date.parse(to ?? '') });
  const data = {
    organizer_slug: type.organizerSlug,
    event_type_slug: type.slug,
    from: (from === null ? frame.occurredAt : new Date(span.from)).toISOString(),
    to: (to === null ? LATEST_PLAN : new Date(span.until)).toISOString(),
  };
  return { ...frame, data, audience: { kind: 'type', typeId: type.id } };
}
