import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { IntegrationResponse } from '../calendars/connections.dto.js';
import { TooManyConnections } from '../calendars/connections.errors.js';
import { CalendarsNotConfigured } from '../integrations.errors.js';
import {
  OAuthCallbackRequest,
  OAuthInitiateRequest,
  OAuthInitiateResponse,
  OAuthProvidersResponse,
} from './oauth-connect.dto.js';
import { OAuthConnectService } from './oauth-connect.service.js';

@ApiTags('Integrations')
@Controller('api/v1/integrations/oauth')
@Requires('user')
export class OAuthConnectController {
  constructor(private readonly connecting: OAuthConnectService) {}

  @Get('providers')
  @Operation({
    summary: 'Whose calendars are connected by agreement, and which of them can be here',
    body: OAuthProvidersResponse,
  })
  providers(): OAuthProvidersResponse {
    return this.connecting.providers();
  }

  @Post('initiate')
  @HttpCode(200)
  @Operation({
    summary: 'Begin to connect the calendars of a Google or Microsoft account',
    description:
      'Send the browser to `authorization_url`; the provider sends it back with a code and the state.',
    body: OAuthInitiateResponse,
    errors: [CalendarsNotConfigured],
  })
  initiate(@CurrentUser() caller: Caller, @Body() body: OAuthInitiateRequest): Promise<OAuthInitiateResponse> {
    return this.connecting.initiate(caller, body);
  }

  @Post('callback')
  @Operation({
    summary: 'Connect the calendars with the code that the provider sent',
    description: 'An account that is connected already gets new tokens.',
    status: 201,
    body: IntegrationResponse,
    errors: [CalendarsNotConfigured, TooManyConnections],
  })
  callback(@CurrentUser() caller: Caller, @Body() body: OAuthCallbackRequest): Promise<IntegrationResponse> {
    return this.connecting.callback(caller, body);
  }
}
