import { Injectable } from '@nestjs/common';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { instantOf } from '../../shared/zoned-time.js';
import { ManageActionsService } from '../manage/manage-actions.service.js';
import type { ManagedAppointmentResponse, ManageRequest } from '../manage/manage.dto.js';
import { ManagedAppointmentsService } from '../manage/managed-appointments.service.js';
import { wallTimeOf, type ManageForm } from './manage-form.dto.js';

/** The page of an appointment's link: the API's own answer and actions. */
@Injectable()
export class ManagePagesService implements PageBodies {
  constructor(
    private readonly managed: ManagedAppointmentsService,
    private readonly actions: ManageActionsService,
  ) {}

  /** Refuses with `NotFound`. */
  read(token: string): Promise<ManagedAppointmentResponse> {
    return this.managed.read(token);
  }

  bodyOf({ params }: PlatformRequest): Promise<ManagedAppointmentResponse> {
    return this.read(String(params['access_token']));
  }

  /** Refuses as `POST events/booking/{access_token}/manage`; then leads back to the page. */
  async manage(token: string, form: ManageForm): Promise<SeeOther> {
    await this.actions.manage(token, toRequest(form));
    return new SeeOther(`/manage/${token}?done=${form.action}`);
  }
}

function toRequest({ local_start, timezone = 'UTC', start_time, ...others }: ManageForm): ManageRequest {
  const wall = local_start === undefined ? undefined : wallTimeOf(local_start);
  return {
    ...others,
    start_time: start_time ?? (wall === undefined ? undefined : new Date(instantOf(timezone, wall))),
  };
}
