import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { choicesIn, type NoticesForm } from './notices-form.dto.js';
import { PreferencesRequest, type PreferencesResponse } from './preferences.dto.js';
import { PreferencesService } from './preferences.service.js';

/** The page that mails name: what one is told, and how. */
@Injectable()
export class NoticesPageService implements PageBodies {
  constructor(private readonly preferences: PreferencesService) {}

  read(caller: Caller): Promise<PreferencesResponse> {
    return this.preferences.read(caller);
  }

  bodyOf({ caller }: PlatformRequest): Promise<PreferencesResponse> {
    return this.read(caller!);
  }

  async submit(caller: Caller, form: NoticesForm): Promise<SeeOther> {
    const request = Object.assign(new PreferencesRequest(), { preferences: choicesIn(form) });
    await this.preferences.change(caller, request);
    return new SeeOther('/settings/notifications?done=notices');
  }
}
