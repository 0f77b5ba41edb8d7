import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency.js';
import { Operation } from '../../platform/http/operation.js';
import { PathId } from '../../platform/http/path-id.js';
import {
  AlreadyJoined,
  CreatorCannotLeave,
  EventEnded,
  EventFull,
  GatheringsOnly,
  NotAParticipant,
} from '../collaboration.errors.js';
import { ParticipationResponse } from './participation.dto.js';
import { ParticipationService } from './participation.service.js';

@ApiTags('Events')
@Controller('api/v1/events')
@Requires('user')
export class ParticipationController {
  constructor(private readonly participation: ParticipationService) {}

  @Post(':id/join')
  @Idempotent()
  @Operation({
    summary: 'Join a gathering',
    body: ParticipationResponse,
    errors: ['NOT_FOUND', AlreadyJoined, EventFull, GatheringsOnly, EventEnded],
  })
  join(@PathId() id: number, @CurrentUser() caller: Caller): Promise<ParticipationResponse> {
    return this.participation.join(caller, id);
  }

  @Post(':id/leave')
  @Idempotent()
  @Operation({
    summary: 'Leave a gathering',
    body: ParticipationResponse,
    errors: ['NOT_FOUND', NotAParticipant, CreatorCannotLeave, GatheringsOnly, EventEnded],
  })
  leave(@PathId() id: number, @CurrentUser() caller: Caller): Promise<ParticipationResponse> {
    return this.participation.leave(caller, id);
  }
}
