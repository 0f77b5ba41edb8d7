import { TO_PLAN } from '../../src/messaging/workflow-runs/planning.repository.js';
import type { ApiOperation } from '../support/api-document.js';
import { ApiDocument } from '../support/api-document.js';
import { halfSignIn, switchMfaOn } from '../support/authenticator-app.js';
import { eventually } from '../support/eventually.js';
import { apiToken, READ_SCOPES, WRITE_SCOPES } from '../support/api-tokens.js';
import type { Http } from '../support/http.js';
import { signIn, type Person } from '../support/people.js';
import { giveUpSeat, invite, takeSeat, withdrawInvitations } from '../support/planted-events.js';
import { world, type World } from '../support/world.js';
import { RESOURCES, type Resource } from './resources.js';

export const SUBJECTS = [
  'anonymous',
  'stranger',
  'owner',
  'organizer',
  'admin',
  'suspended',
  'signed out',
  'half signed in',
  'left',
  'demoted',
  'token',
  'token of an admin',
] as const;
export type SubjectName = (typeof SUBJECTS)[number];

export const OBJECTS = ['own', 'foreign', 'missing'] as const;
export type ObjectName = (typeof OBJECTS)[number];

/** Who calls: with credentials that live, that died, or with none. */
export interface Subject {
  name: SubjectName;
  http: Http;
  person?: Person;
  /** What is this subject's own, by resource. */
  own: Map<Resource, string>;
}

/** A world with everybody the matrix asks for, and somebody else whose things are nobody's business. */
export class Stage {
  private readonly subjects = new Map<SubjectName, Subject>();
  private readonly foreign = new Map<Resource, string>();
  private readonly left = new Set<string>();
  /** Counts what was done to the database beside the calls of the matrix. */
  changes = 0;
  /** For the twin: who should have left is in yet. */
  nobodyLeaves = false;
  /** Owns what is foreign to everybody else. */
  other!: Person;
  admin!: Person;

  private constructor(
    readonly here: World,
    readonly document: ApiDocument,
    /** What these operations name; nobody needs anything else of their own. */
    private readonly resources: Resource[],
  ) {}

  static async open(isMeant: (operation: ApiOperation) => boolean = () => true): Promise<Stage> {
    const here = await world({ LOG_LEVEL: 'silent' });
    const document = await ApiDocument.read(here.http());
    const named = document.operations.filter(isMeant).map((operation) => resourceOf(operation));
    const stage = new Stage(here, document, [...new Set(named.filter((resource) => resource !== undefined))]);
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

  resourceOf(operation: ApiOperation): Resource | undefined {
    return resourceOf(operation);
  }

  /**
   * The value of the path's parameter for this cell; what was made for an earlier cell and still stands is
   * taken again.
   */
  async objectFor(resource: Resource, subject: Subject, object: ObjectName): Promise<string> {
    if (object === 'missing') return resource.missing ?? '999999999';
    const [kept, owner] = object === 'own' ? [subject.own, subject.person] : [this.foreign, this.other];
    const known = kept.get(resource);
    if (known !== undefined) return known;
    this.changes++;
    const made = String(await resource.make(this, owner ?? this.other));
    kept.set(resource, made);
    return made;
  }

  /** Was invited to what this belongs to, took part, left, and is invited no more. */
  async leave({ event }: Resource, value: string, { person }: Subject): Promise<void> {
    const left = `${value} ${person!.id}`;
    if (this.left.has(left)) return;
    this.left.add(left);
    const [found] = await this.here.db.query<{ id: number }>(event!, [value]);
    // Seats at a door are offered for an event that booking alone knows of.
    const known = 'SELECT FROM collaboration.events WHERE id = $1';
    if ((await this.here.db.query(known, [found!.id])).length > 0)
      await invite(this.here, found!.id, person!.id);
    const seat = await takeSeat(this.here, found!.id, person!.id);
    if (!this.nobodyLeaves) {
      await giveUpSeat(this.here, seat, person!.id);
      await withdrawInvitations(this.here, found!.id);
    }
    await this.settled();
  }

  /** A call has changed something: what it may have used up is made anew. */
  changed(resource: Resource | undefined, subject: Subject): void {
    this.changes++;
    if (!resource) return;
    this.foreign.delete(resource);
    subject.own.delete(resource);
  }

  /** Waits for what follows from earlier calls: listeners, mails, planning and erasures under way. */
  async settled(): Promise<void> {
    this.changes++;
    await this.here.drainEvents();
    await eventually(async () => {
      const sql = `SELECT FROM identity.accounts WHERE status = 'erased' AND erased_at IS NULL`;
      if ((await this.here.db.query(sql)).length > 0) throw new Error('An erasure is still under way.');
      const planned = `SELECT WHERE ${TO_PLAN}`;
      if ((await this.here.db.query(planned)).length > 0) throw new Error('A workflow is still to be planned.');
      const mails = `SELECT FROM platform.mails WHERE status = 'waiting' LIMIT 1`;
      if ((await this.here.db.query(mails)).length > 0) throw new Error('A mail is still to be sent.');
    });
  }

  private async make(name: SubjectName): Promise<Subject> {
    const { here } = this;
    this.changes++;
    const own = new Map<Resource, string>();
    if (name === 'anonymous') return { name, own, http: here.http() };
    if (name === 'admin' || name === 'organizer') {
      const person = await here.signUpAs(name);
      return { name, own, person, http: person.http };
    }
    if (name === 'token of an admin') {
      const person = await here.signUpAs('admin');
      return { name, own, person, http: here.http(await apiToken(person, WRITE_SCOPES)) };
    }
    if (name === 'demoted') {
      const person = await here.signUpAs('admin');
      await this.admin.http.patch(`/api/v1/admin/users/${person.id}`, { user_type: 'attendee' });
      return { name, own, person, http: person.http };
    }
    const person = await here.signUp();
    if (name === 'token') {
      const token = await apiToken(person, READ_SCOPES);
      return { name, own, person, http: here.http(token) };
    }
    if (name === 'stranger' || name === 'owner' || name === 'left')
      return { name, own, person, http: person.http };
    for (const resource of this.resources) own.set(resource, String(await resource.make(this, person)));
    if (name === 'half signed in') {
      await switchMfaOn(person, here.clock);
      return { name, person, own, http: here.http(await halfSignIn(here, person)) };
    }
    if (name === 'signed out') {
      const session = await signIn(here.http(), person.username);
      await session.http.post('/api/v1/auth/logout', {});
      return { name, person, own, http: session.http };
    }
    await this.admin.http.patch(`/api/v1/admin/users/${person.id}`, { status: 'suspended' });
    return { name, person, own, http: person.http };
  }
}

function resourceOf({ path }: ApiOperation): Resource | undefined {
  return RESOURCES.find(({ paths }) => paths.test(path));
}
