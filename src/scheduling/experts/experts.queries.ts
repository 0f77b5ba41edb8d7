import { Injectable } from '@nestjs/common';
import { columnList } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { matches, searchText, wordsOf, type Searched } from '../../platform/database/selection/search.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { openAt } from '../availability/open-at.sql.js';
import {
  toSkillResponse,
  type ExpertResponse,
  type ExpertsQuery,
  type SkillRow,
  type UserSkillResponse,
  type UserSkillsQuery,
} from './experts.dto.js';
import { UserSkill } from './user-skill.entity.js';

const WITH_CATEGORY = 'scheduling.user_skills s JOIN scheduling.categories c ON c.id = s.category_id';
const SKILL = `${columnList('s', UserSkill)}, c.name AS "categoryName"`;
const SKILL_NAME = searchText('s.name');
const SEARCHED: Searched = { text: SKILL_NAME, words: 's.search_words', signs: { of: SKILL_NAME } };

const rating = (r: string) => `round(${r}.rating_sum::numeric / greatest(${r}.rating_count, 1), 1)`;

const WITH_PERSON = `scheduling.experts x JOIN identity.people p ON p.id = x.person_id
  LEFT JOIN collaboration.expert_ratings r ON r.person_id = x.person_id`;
const EXPERT = `p.id, p.username, p.full_name, p.slug, p.bio, p.avatar, p.timezone,
  coalesce(${rating('r')}, 0)::float AS average_rating, coalesce(r.rating_count, 0) AS reviews_count`;

const IS_FREE = `EXISTS (SELECT FROM identity.people p WHERE p.id = x.person_id AND ${openAt(
  'x.person_id',
  `CASE WHEN lower(p.timezone) = ANY ($zones::text[]) THEN p.timezone ELSE 'UTC' END`,
  '$at::timestamptz',
)})
  AND NOT EXISTS (SELECT FROM booking.busy_times b
    WHERE b.person_id = x.person_id AND b.during @> $at::timestamptz)
  AND NOT EXISTS (SELECT FROM scheduling.taken_times t
    WHERE t.owner_id = x.person_id AND tstzrange(t.starts_at, t.ends_at) @> $at::timestamptz)`;

const SKILLS_OF = prepared(
  'scheduling.skills-of',
  `SELECT ${SKILL} FROM ${WITH_CATEGORY} WHERE s.owner_id = ANY ($people::bigint[]) ORDER BY s.owner_id, s.id`,
);

type ExpertRow = Omit<ExpertResponse, 'skills' | 'profile_picture'> & { avatar: string | null };

/** Experts are active people with a skill; a list of them takes two statements. */
@Injectable()
export class ExpertsQueries {
  private zones?: Promise<string[]>;

  constructor(
    private readonly db: Database,
    private readonly media: MediaFiles,
  ) {}

  async skills(callerId: number, query: UserSkillsQuery): Promise<Page<UserSkillResponse>> {
    const order = { ordering: { skill_name: 's.name' }, default: 'id', tiebreak: 's.id' };
    const { items, ...count } = await new Selection({
      from: 'scheduling.user_skills s',
      id: 's.id',
      rows: WITH_CATEGORY,
    })
      .must('s.owner_id = $owner', { owner: query.user ?? callerId })
      .and('s.category_id = $category', { category: query.category })
      .page<SkillRow>(this.db, SKILL, pageOf(query, order));
    return { ...count, items: items.map(toSkillResponse) };
  }

  async experts(query: ExpertsQuery): Promise<Page<ExpertResponse>> {
    const order = { ordering: {}, default: 'id', tiebreak: 'x.person_id' };
    const { items, ...count } = await (
      await this.selection(query)
    ).page<ExpertRow>(this.db, EXPERT, pageOf(query, order));
    const skills = await this.db.query<SkillRow>(SKILLS_OF, { people: items.map(({ id }) => id) });
    const skillsOf = new Map(items.map(({ id }) => [id, [] as UserSkillResponse[]]));
    for (const skill of skills) skillsOf.get(skill.ownerId)!.push(toSkillResponse(skill));
    return {
      ...count,
      items: items.map(({ avatar, ...expert }) => ({
        ...expert,
        profile_picture: this.media.urlOf(avatar),
        skills: skillsOf.get(expert.id)!,
      })),
    };
  }

  private async selection({ user, category, skill, min_rating, free_at }: ExpertsQuery): Promise<Selection> {
    const experts = new Selection({ from: 'scheduling.experts x', id: 'x.person_id', rows: WITH_PERSON }).must(
      'x.skills > 0 AND x.is_active',
    );
    if (user !== undefined) experts.must('x.person_id = $user', { user });
    const values: Record<string, NonNullable<unknown>> = category === undefined ? {} : { category };
    const ofCategory = category === undefined ? 'true' : 's.category_id = $category';
    const skilled = (named: string) =>
      `x.person_id IN (SELECT s.owner_id FROM scheduling.user_skills s WHERE ${ofCategory} AND ${named})`;
    if (skill !== undefined)
      experts.search({ condition: skilled(matches(SEARCHED, wordsOf(skill), values)) }, values);
    else if (category !== undefined) experts.must(skilled('true'), values);
    if (min_rating)
      experts.and(
        `x.person_id IN (SELECT r.person_id FROM collaboration.expert_ratings r
          WHERE ${rating('r')} >= $least::numeric)`,
        { least: min_rating },
      );
    if (free_at) experts.must(IS_FREE, { at: free_at, zones: await this.knownZones() });
    return experts;
  }

  /** Those of PostgreSQL: with another it would refuse the whole list. */
  private knownZones(): Promise<string[]> {
    this.zones ??= this.db
      .query<{ name: string }>('SELECT lower(name) AS name FROM pg_timezone_names')
      .then((rows) => rows.map(({ name }) => name));
    this.zones.catch(() => (this.zones = undefined));
    return this.zones;
  }
}
