import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { OwnSecondFactor } from '../factors/factor.errors.js';
import { MfaDisabledResponse } from './mfa.dto.js';
import { PersonSessionsResponse } from './admin-factors.dto.js';
import { LogoutService } from '../sessions/logout.service.js';
import { AdminFactorsService } from './admin-factors.service.js';

@ApiTags('Administration')
@Controller('api/v1/admin/users/:id')
@Requires('admin', { sessionOnly: true })
export class AdminFactorsController {
  constructor(
    private readonly factors: AdminFactorsService,
    private readonly logouts: LogoutService,
  ) {}

  @Get('sessions')
  @Operation({
    summary: 'See where somebody is signed in, and how they prove who they are',
    path: { id: 3 },
    body: PersonSessionsResponse,
  })
  sessions(@CurrentUser() caller: Caller, @PathId() id: number): Promise<PersonSessionsResponse> {
    return this.factors.sessionsOf(caller, id);
  }

  @Delete('sessions/:session_id')
  @Operation({
    summary: 'End one of somebody’s sessions',
    path: { id: 1001, session_id: 1001 },
    description:
      'At once: its tokens and its cookie are refused from then on. The person’s other sessions stay.',
    status: 204,
  })
  endSession(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @PathId('session_id') sessionId: number,
  ): Promise<void> {
    return this.logouts.endSessionOf(caller, id, sessionId);
  }

  @Post('reset-mfa')
  @Operation({
    summary: 'Remove somebody’s lost second factor',
    path: { id: 1001 },
    description:
      'Ends every session of the person, who is told by mail. Your own is switched off at `mfa/disable`.',
    body: MfaDisabledResponse,
    errors: [OwnSecondFactor],
  })
  async resetMfa(@CurrentUser() caller: Caller, @PathId() id: number): Promise<MfaDisabledResponse> {
    await this.factors.reset(caller, id);
    return { mfa_enabled: false };
  }
}
