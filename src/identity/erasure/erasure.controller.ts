import { Body, Controller, Delete, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { InstantField, JsonField } from '../../platform/http/fields/fields.js';
import { UnvalidatedBody } from '../../platform/http/fields/unvalidated-body.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { ErasureRefused } from '../../platform/registries/personal-data.js';
import { proofOf, ReauthenticationRequest } from '../credentials/credentials.dto.js';
import { InvalidCode, MfaRequired } from '../factors/factor.errors.js';
import { LastAdmin, ReauthenticationRequired, SignInSlowed, WrongPassword } from '../identity.errors.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import { ErasureService } from './erasure.service.js';
import { demoPassword } from '../demo/demo-logins.policy.js';

/** Each context adds its own sections. */
@UnvalidatedBody()
class ExportResponse {
  @InstantField()
  generated_at: Date;

  @JsonField({ example: { id: 1, username: 'ada' } })
  account: object;

  @JsonField({ many: true, example: [{ id: 1, ip_address: '203.0.113.7' }] })
  sessions: object[];

  @JsonField({ many: true, example: [{ id: 2, name: 'Reporting', prefix: 'cvk_3hXq0aZe' }] })
  api_tokens: object[];
}

@ApiTags('Accounts')
@Controller('api/v1/users/me')
@Requires('user')
export class ErasureController {
  constructor(
    private readonly erasure: ErasureService,
    private readonly cookie: SessionCookie,
  ) {}

  @Get('export')
  @Operation({ summary: 'Get everything that is held about you', body: ExportResponse })
  export(@CurrentUser() caller: Caller): Promise<object> {
    return this.erasure.export(caller.id);
  }

  @Delete()
  @Requires('user', { sessionOnly: true })
  @Operation({
    summary: 'Erase your account',
    demoRequests: { attendee: { password: demoPassword('attendee') } },
    description:
      'You are signed out everywhere at once; your personal data is removed by a job. ' +
      'Payments stay, and invoices in the name they bear.',
    status: 204,
    errors: [
      ...[WrongPassword, InvalidCode, ReauthenticationRequired, MfaRequired, SignInSlowed],
      ...[LastAdmin, ErasureRefused],
    ],
  })
  async erase(
    @CurrentUser() caller: Caller,
    @Body() body: ReauthenticationRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.erasure.request(caller, proofOf(body));
    this.cookie.clear(response);
  }
}
