import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { JsonText, Redirection } from '../../platform/http/pipeline/json-text.js';
import type { PageChoices } from '../../platform/pages/page.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { SLUG } from '../../shared/texts.js';
import { PublishedTypesQueries, type PublishedType } from '../event-types/published-types.queries.js';
import {
  bodyOf,
  SlotListsService,
  type SlotsAnswer,
  type SlotsAsker,
} from '../slot-lists/slot-lists.service.js';
import { inMonths } from './asked-months.policy.js';
import { OrganizerPagesQueries } from './organizer-pages.queries.js';
import {
  toBookedType,
  toPublicType,
  type BookingPageQuery,
  type OrganizerPageResponse,
} from './public-pages.dto.js';

const EMPTY = '[]';

/** `chosen` is for pages, which show months and remember zones. */
export interface PageAsker extends SlotsAsker {
  chosen: PageChoices;
}

/** What strangers see under a slug; one that has moved leads to where it is now. */
@Injectable()
export class PublicPagesService {
  constructor(
    private readonly pages: OrganizerPagesQueries,
    private readonly types: PublishedTypesQueries,
    private readonly lists: SlotListsService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async ofOrganizer(slug: string): Promise<OrganizerPageResponse | Redirection> {
    const found = isAddress(slug) ? await this.pages.find(slug) : null;
    if (!found) throw new NotFound('The page');
    const { id, hasPage, organizer } = found;
    if (organizer.slug !== slug) return new Redirection(`/${organizer.slug}`);
    if (!hasPage) throw new NotFound('The page');
    const types = await this.pages.listed(id);
    return { organizer, event_types: types.map((type) => toPublicType(type, this.pageOf(slug))) };
  }

  /** Refuses like the list of free starts. */
  async ofType(
    organizerSlug: string,
    typeSlug: string,
    query: BookingPageQuery,
    asker: PageAsker,
  ): Promise<JsonText | Redirection> {
    const isFit = isAddress(organizerSlug) && isAddress(typeSlug);
    const found = isFit ? await this.types.find(organizerSlug, typeSlug) : null;
    if (!found) throw new NotFound('The page');
    const { organizer, type } = found;
    if (organizer.slug !== organizerSlug || type.slug !== typeSlug)
      return new Redirection(`/${organizer.slug}/${type.slug}`);
    const answer = await this.answer(found, query, asker);
    return bodyOf(organizer, toBookedType(type, answer.duration, this.pageOf(organizerSlug)), answer);
  }

  /** Where a page has no free time at all, it says when the next one is. */
  private async answer(
    { organizer, type }: PublishedType,
    query: BookingPageQuery,
    { caller, zone, chosen }: PageAsker,
  ): Promise<SlotsAnswer> {
    const shown = chosen.zone ?? zone;
    const isPage = chosen.isPage || Boolean(query.month ?? query.date ?? query.start_time);
    const asked = isPage
      ? inMonths(query, query.timezone ?? shown ?? organizer.timezone, this.clock.now())
      : query;
    const answer = await this.lists.answer(organizer, type, asked, { caller, zone: shown });
    if (!isPage || asked.explain || answer.slots.text !== EMPTY) return answer;
    const explain = new Date(`${asked.end_date}T00:00:00Z`);
    return this.lists.answer(organizer, type, { ...asked, explain }, { caller, zone: shown });
  }

  private pageOf(slug: string): string {
    return `${this.config.frontendUrl}/${slug}`;
  }
}

function isAddress(slug: string): boolean {
  return SLUG.test(slug.toLowerCase());
}
