import type { ApiOperation } from '../support/api-document.js';
import { ApiDocument } from '../support/api-document.js';
import type { Http } from '../support/http.js';
import { signIn, type Person } from '../support/people.js';
import { world, type World } from '../support/world.js';
import { RESOURCES, type Resource } from './resources.js';

export const SUBJECTS = ['anonymous', 'stranger', 'owner', 'organizer', 'admin', 'suspended', 'signed out'] as const;
export type SubjectName = (typeof SUBJECTS)[number];

export const OBJECTS = ['own', 'foreign', 'missing'] as const;
export type ObjectName = (typeof OBJECTS)[number];

/** Who calls: with credentials that live, that died, or with none. */
export interface Subject {
  name: SubjectName;
  http: Http;
  person?: Person;
  /** Objects made while the credentials lived, by resource; undefined where they are made when needed. */
  kept?: Map<Resource, string>;
}

/** A world with everybody the matrix asks for, and somebody else whose things are nobody's business. */
export class Stage {
  private readonly subjects = new Map<SubjectName, Subject>();
  private readonly foreign = new Map<Resource, string>();
  /** Owns what is foreign to everybody else. */
  other!: Person;
  admin!: Person;

  private constructor(
    readonly here: World,
    readonly document: ApiDocument,
  ) {}

  static async open(): Promise<Stage> {
    const here = await world({ LOG_LEVEL: 'silent' });
    const stage = new Stage(here, await ApiDocument.read(here.http()));
    stage.admin = await here.admin();
    stage.other = await here.signUp({ first_name: 'Canary', phone: '+49 30 5550199' });
    return stage;
  }

  close(): Promise<void> {
    return this.here.close();
  }

  /** What only `other` and admins may read. */
  get canaries(): string[] {
    return [this.other.email, '5550199', this.other.access, this.other.refresh];
  }

  async subject(name: SubjectName): Promise<Subject> {
    const known = this.subjects.get(name);
    if (known) return known;
    const made = await this.make(name);
    this.subjects.set(name, made);
    return made;
  }

  /** The next call of this subject is made by somebody new: the last one may have changed who they are. */
  renew(name: SubjectName): void {
    this.subjects.delete(name);
  }

  resourceOf({ path }: ApiOperation): Resource | undefined {
    return RESOURCES.find(({ paths }) => paths.test(path));
  }

  /** The value of the path's parameter for this cell. */
  async objectFor(resource: Resource, subject: Subject, object: ObjectName): Promise<string> {
    if (object === 'missing') return resource.missing ?? '999999999';
    if (object === 'own') {
      const kept = subject.kept?.get(resource);
      return kept ?? String(await resource.make(this, subject.person ?? this.other));
    }
    const known = this.foreign.get(resource) ?? String(await resource.make(this, this.other));
    this.foreign.set(resource, known);
    return known;
  }

  /** After a call that succeeded in changing something: what is foreign is made anew. */
  forgetForeign(resource: Resource): void {
    this.foreign.delete(resource);
  }

  private async make(name: SubjectName): Promise<Subject> {
    const { here } = this;
    if (name === 'anonymous') return { name, http: here.http() };
    if (name === 'admin' || name === 'organizer') {
      const person = await here.signUpAs(name);
      return { name, person, http: person.http };
    }
    const person = await here.signUp();
    if (name === 'stranger' || name === 'owner') return { name, person, http: person.http };
    const kept = new Map<Resource, string>();
    for (const resource of RESOURCES) kept.set(resource, String(await resource.make(this, person)));
    if (name === 'signed out') {
      const session = await signIn(here.http(), person.username);
      await session.http.post('/api/v1/auth/logout', {});
      return { name, person, kept, http: session.http };
    }
    await this.admin.http.patch(`/api/v1/admin/users/${person.id}`, { status: 'suspended' });
    return { name, person, kept, http: person.http };
  }
}
