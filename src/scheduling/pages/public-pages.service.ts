import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { JsonText, Redirection } from '../../platform/http/pipeline/json-text.js';
import { NotFound } from '../../shared/errors.js';
import { SLUG } from '../../shared/texts.js';
import { PublishedTypesQueries } from '../event-types/published-types.queries.js';
import type { SlotsQuery } from '../slot-lists/slot-lists.dto.js';
import { bodyOf, SlotListsService, type SlotsAsker } from '../slot-lists/slot-lists.service.js';
import { OrganizerPagesQueries } from './organizer-pages.queries.js';
import { toBookedType, toPublicType, type OrganizerPageResponse } from './public-pages.dto.js';

/** What strangers see under a slug; one that has moved leads to where it is now. */
@Injectable()
export class PublicPagesService {
  constructor(
    private readonly pages: OrganizerPagesQueries,
    private readonly types: PublishedTypesQueries,
    private readonly lists: SlotListsService,
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
    query: SlotsQuery,
    asker: SlotsAsker,
  ): Promise<JsonText | Redirection> {
    const isFit = isAddress(organizerSlug) && isAddress(typeSlug);
    const found = isFit ? await this.types.find(organizerSlug, typeSlug) : null;
    if (!found) throw new NotFound('The page');
    const { organizer, type } = found;
    if (organizer.slug !== organizerSlug || type.slug !== typeSlug)
      return new Redirection(`/${organizer.slug}/${type.slug}`);
    const answer = await this.lists.answer(organizer, type, query, asker);
    return bodyOf(organizer, toBookedType(type, answer.duration, this.pageOf(organizerSlug)), answer);
  }

  private pageOf(slug: string): string {
    return `${this.config.frontendUrl}/${slug}`;
  }
}

function isAddress(slug: string): boolean {
  return SLUG.test(slug.toLowerCase());
}
