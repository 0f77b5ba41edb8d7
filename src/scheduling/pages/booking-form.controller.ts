import { Body, Controller, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { BookingFormPage } from '../../../web/pages/booking/booking.page.js';
import { CurrentUser, Public } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import type { SeeOther } from '../../platform/http/pipeline/json-text.js';
import { ReaderLanguage } from '../../platform/http/request/reader-language.js';
import { ChosenForPages, PageForm, type PageChoices } from '../../platform/pages/page.js';
import { FRAMED } from '../../platform/auth/framing.js';
import type { AppointmentResponse } from '../appointments/appointments.dto.js';
import { BookingForm } from './booking-form.dto.js';
import { BookingFormService } from './booking-form.service.js';

/** The form of the booking page. */
@ApiExcludeController()
@Controller()
@Public({ sessionOnly: true })
@RateLimited('booking')
export class BookingFormController {
  constructor(private readonly forms: BookingFormService) {}

  @Post(':organizer_slug/:event_type_slug')
  @PageForm(BookingFormPage, BookingFormService)
  book(
    @Param('organizer_slug') organizer_slug: string,
    @Param('event_type_slug') event_type_slug: string,
    @Body() form: BookingForm,
    @CurrentUser() caller: Caller | null,
    @ReaderLanguage() read: string | null,
    @ChosenForPages() chosen: PageChoices,
    @Query('embed') embed?: string,
  ): Promise<AppointmentResponse | SeeOther> {
    return this.forms.book(
      { ...form, organizer_slug, event_type_slug },
      { caller, language: chosen.language ?? read },
      embed === FRAMED,
    );
  }
}
