import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PreferencesRequest, PreferencesResponse } from './preferences.dto.js';
import { PreferencesService } from './preferences.service.js';

@ApiTags('Notifications')
@Controller('api/v1/notifications/preferences')
@Requires('user')
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Get()
  @Operation({ summary: 'What you are told, and how.', body: PreferencesResponse })
  read(@CurrentUser() caller: Caller): Promise<PreferencesResponse> {
    return this.preferences.read(caller);
  }

  @Put()
  @Operation({
    summary: 'Choose what you are told, and how; what you leave out stays.',
    body: PreferencesResponse,
  })
  change(@CurrentUser() caller: Caller, @Body() request: PreferencesRequest): Promise<PreferencesResponse> {
    return this.preferences.change(caller, request);
  }
}
