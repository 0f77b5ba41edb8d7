import { Injectable } from '@nestjs/common';
import { CollaborationApi } from '../../collaboration/collaboration.api.js';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { Clock } from '../../shared/clock.js';
import type { MeetingDetailsResponse } from '../meetings/meetings.dto.js';
import { MeetingsService } from '../meetings/meetings.service.js';
import type { MeetingActionForm } from './expert-forms.dto.js';

interface ShownMeeting {
  me: number;
  meeting: MeetingDetailsResponse;
  has_begun: boolean;
  has_ended: boolean;
  /** Of who looks, and of the expert. */
  timezone: string;
  expert_timezone: string;
}

/** A meeting for the two of it: what can still be done, and what each says of it afterwards. */
@Injectable()
export class MeetingPagesService implements PageBodies {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly collaboration: CollaborationApi,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `NotFound`. */
  async read(caller: Caller, id: number): Promise<ShownMeeting> {
    const meeting = await this.meetings.read(caller, id);
    const people = await this.identity.contactsOf([caller.id, meeting.expert_id]);
    const zoneOf = (person: number) => people.get(person)?.timezone ?? 'UTC';
    const now = this.clock.now();
    return {
      ...{ me: caller.id, meeting, timezone: zoneOf(caller.id), expert_timezone: zoneOf(meeting.expert_id) },
      ...{ has_begun: meeting.scheduled_start <= now, has_ended: meeting.scheduled_end <= now },
    };
  }

  bodyOf({ caller, params }: PlatformRequest): Promise<ShownMeeting> {
    return this.read(caller!, Number(params['id']));
  }

  /** Refuses as `PATCH meetings/{id}/update_status` and `POST reviews`. */
  async submit(caller: Caller, id: number, form: MeetingActionForm): Promise<SeeOther> {
    const { action, rating, review } = form;
    if (action === 'review') await this.collaboration.reviewMeeting(caller, id, { rating: rating!, review });
    else await this.meetings.change(caller, id, { status: action });
    return new SeeOther(`/meetings/${id}?done=${action}`);
  }
}
