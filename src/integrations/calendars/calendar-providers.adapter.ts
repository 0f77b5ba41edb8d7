import { Inject, Injectable } from '@nestjs/common';
import type { CalendarProvider, CalendarProviderName } from './calendar-provider.rules.js';

export const CALENDAR_ADAPTERS = Symbol('CALENDAR_ADAPTERS');

@Injectable()
export class CalendarProviders {
  constructor(@Inject(CALENDAR_ADAPTERS) private readonly adapters: readonly CalendarProvider[]) {}

  get(name: CalendarProviderName): CalendarProvider {
    const found = this.adapters.find((each) => each.name === name);
    if (!found) throw new Error(`Nobody reads calendars of ${name}.`);
    return found;
  }
}
