import { Injectable } from '@nestjs/common';
import { SalesApi } from '../../booking/sales.api.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { Clock } from '../../shared/clock.js';
import { ManageActionsService } from '../manage/manage-actions.service.js';
import type { ManagedAppointmentResponse } from '../manage/manage.dto.js';
import { ManagedAppointmentsService } from '../manage/managed-appointments.service.js';
import type { ManageForm } from './manage-form.dto.js';

export interface ManagedPage extends ManagedAppointmentResponse {
  /** Countdowns run from there. */
  at: Date;
}

/** The page of an appointment's link: the API's own answer and actions. */
@Injectable()
export class ManagePagesService implements PageBodies {
  constructor(
    private readonly managed: ManagedAppointmentsService,
    private readonly actions: ManageActionsService,
    private readonly sales: SalesApi,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `NotFound`. */
  async read(token: string): Promise<ManagedPage> {
    return { ...(await this.managed.read(token)), at: this.clock.now() };
  }

  bodyOf({ params }: PlatformRequest): Promise<ManagedPage> {
    return this.read(String(params['access_token']));
  }

  /** Refuses as the API's routes of the link; then leads back to the page, or on to where it is paid. */
  async manage(token: string, { action, method, ...form }: ManageForm): Promise<SeeOther> {
    if (action === 'pay') return new SeeOther(await this.pay(token, method ?? ''));
    await this.actions.manage(token, { action, ...form });
    return new SeeOther(`/manage/${token}?done=${action}`);
  }

  private async pay(token: string, method: string): Promise<string> {
    const { total_price: amount, currency } = await this.read(token);
    const { status, checkoutUrl } = await this.sales.desk.payByLink(token, { amount, currency }, method);
    if (checkoutUrl !== null) return checkoutUrl;
    return `/manage/${token}?outcome=${status === 'failed' ? 'unpaid' : 'paid'}`;
  }
}
