import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { NotFound } from '../../shared/errors.js';
import { CreditEntriesQuery, type CreditEntryResponse } from '../credits/credits.dto.js';
import { CreditsService } from '../credits/credits.service.js';
import type { MeetingCreditsForm } from './credit-forms.dto.js';

const MOST_ENTRIES = 100;

interface MeetingCredits {
  meeting_id: number;
  balance: number;
  /** Of this meeting alone, newest first. */
  entries: CreditEntryResponse[];
  /** Whether one asked for it, and it is still ahead. */
  can_hold: boolean;
}

/** What one set aside for a meeting, got of it, or got back. */
@Injectable()
export class MeetingCreditsService implements PageBodies {
  constructor(
    private readonly db: Database,
    private readonly credits: CreditsService,
    private readonly booking: BookingApi,
  ) {}

  /** `NotFound` to everybody but the two. */
  async read(caller: Caller, meetingId: number): Promise<MeetingCredits> {
    const meeting = await this.booking.find(this.db, meetingId);
    const isOwn = meeting?.kind === 'meeting' && [meeting.personId, meeting.hostId].includes(caller.id);
    if (!isOwn) throw new NotFound('The meeting');
    const query = { related_meeting_id: meetingId, page_size: MOST_ENTRIES };
    const { items } = await this.credits.entries(caller, Object.assign(new CreditEntriesQuery(), query));
    const isAhead = meeting.status === 'pending' || meeting.status === 'confirmed';
    return {
      ...{ meeting_id: meetingId, balance: (await this.credits.balance(caller)).balance, entries: items },
      can_hold: isAhead && meeting.personId === caller.id,
    };
  }

  bodyOf({ caller, params }: PlatformRequest): Promise<MeetingCredits> {
    return this.read(caller!, Number(params['id']));
  }

  /** Refuses as `POST credits/transfer`. */
  async hold(caller: Caller, meetingId: number, { amount }: MeetingCreditsForm): Promise<SeeOther> {
    await this.credits.transfer(caller, { meeting_id: meetingId, amount });
    return new SeeOther(`/meetings/${meetingId}?done=held`);
  }
}
