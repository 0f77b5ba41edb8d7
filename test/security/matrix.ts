import { filledPath, type ApiOperation } from '../support/api-document.js';
import { ClosedSchema } from '../support/closed-schema.js';
import { READ_SCOPES } from '../support/api-tokens.js';
import type { Answer } from '../support/http.js';
import { changedTables, TableChecksums } from '../support/table-checksums.js';
import { RIGHTS, type Rights } from './rights.js';
import { OBJECTS, SUBJECTS, type ObjectName, type Stage, type Subject, type SubjectName } from './stage.js';

export interface Cell {
  operation: string;
  subject: SubjectName;
  object: ObjectName | 'none';
  status: number;
  /** Why this is not as declared; empty when it is. */
  problems: string[];
}

const SUCCESS = (status: number) => status >= 200 && status < 400;
/** An alias leads to the same handler behind the same guard: shown by who is refused, and who is served. */
const ALIAS_SUBJECTS: readonly SubjectName[] = ['anonymous', 'stranger', 'owner', 'signed out'];
/** Their sessions have ended, with a change of role too, or have not begun: a code is still to come. */
const DEAD: ReadonlySet<SubjectName> = new Set(['suspended', 'signed out', 'half signed in', 'demoted']);
const ATTENDEES: ReadonlySet<SubjectName> = new Set(['stranger', 'owner', 'left']);
const SAFE = new Set(['GET', 'HEAD']);
/** Calls about accounts may end the caller's session or change what is known of the caller; these don't. */
const ABOUT_ACCOUNTS = /^\/api\/v1\/(auth|users|oauth)(\/|$)/;
const HARMLESS =
  /\/(register|login|token|profile|update_profile|verify-email|resend-verification|\w+-password-reset|users)$/;

/** Asks every operation as everybody about everything, and compares what happens with what is declared. */
export class Matrix {
  /** The tables as they were last seen, and how much had been done to them by then. */
  private seen?: { tables: Map<string, string>; changes: number };

  private constructor(
    private readonly stage: Stage,
    private readonly schema: ClosedSchema,
    private readonly checksums: TableChecksums,
  ) {}

  static async on(stage: Stage): Promise<Matrix> {
    return new Matrix(stage, new ClosedSchema(stage.document), await TableChecksums.of(stage.here.db));
  }

  async walk(operations: ApiOperation[], aliasToo: boolean): Promise<Cell[]> {
    const cells: Cell[] = [];
    for (const operation of operations) {
      const prefixes = aliasToo && operation.path.startsWith('/api/v1/') ? [false, true] : [false];
      for (const alias of prefixes) cells.push(...(await this.row(operation, alias)));
    }
    return cells;
  }

  private async row(operation: ApiOperation, alias: boolean): Promise<Cell[]> {
    const hasParameter = operation.parameters.some((parameter) => parameter.in === 'path');
    if (hasParameter && !this.stage.resourceOf(operation))
      return [cell(operation, 'owner', 'own', 0, ['test/security/resources.ts does not say how to make one'])];
    const cells: Cell[] = [];
    for (const name of alias ? ALIAS_SUBJECTS : SUBJECTS)
      for (const object of hasParameter ? this.objectsFor(operation, name) : (['none'] as const))
        if (hasParameter || isAsked(operation, name))
          cells.push(await this.cell(operation, name, object, alias));
    return cells;
  }

  /**
   * Whoever left asks for what they left; whoever was demoted for their own, where a role is asked for; an
   * administrator's program for what is another's.
   */
  private objectsFor(operation: ApiOperation, name: SubjectName): readonly ObjectName[] {
    if (name === 'token of an admin') return ['foreign'];
    if (name === 'left') return this.stage.resourceOf(operation)!.event ? ['foreign'] : [];
    // Who is an administrator no more can make nothing of their own any more either.
    if (name === 'demoted')
      return !isAsked(operation, name) ? [] : operation.access === 'admin' ? ['missing'] : ['own'];
    return OBJECTS;
  }

  private async cell(
    operation: ApiOperation,
    name: SubjectName,
    object: ObjectName | 'none',
    alias: boolean,
    hasSettled = false,
  ): Promise<Cell> {
    const { stage } = this;
    const rights = RIGHTS[operation.id] ?? {};
    const subject = await stage.subject(name);
    const resource = stage.resourceOf(operation);
    const id = object === 'none' ? '' : await stage.objectFor(resource!, subject, object);
    if (name === 'left') await stage.leave(resource!, id, subject);
    const parameters = Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === 'path')
        .map((parameter) => [parameter.name, id]),
    );
    const body = operation.body ? await this.bodyFor(operation, rights, subject) : undefined;
    if (hasSettled) await stage.settled();
    const before = hasSettled ? await this.checksums.takeAnew() : await this.tablesNow();
    const path = filledPath(operation, parameters, alias) + (rights.query ?? '');
    const answer = await subject.http.call(operation.method, path, body);
    const problems = [
      ...this.statusProblems(operation, rights, name, object, answer),
      ...this.schema.problems(operation, answer, alias),
      ...this.leaks(name, answer),
    ];
    if (!SUCCESS(answer.status)) {
      const after = await this.checksums.take();
      const changed = changedTables(before, after);
      if (changed.length > 0 && !hasSettled) {
        // It may have been a listener of an earlier call, which comes to its end at any time: once more, in
        // peace.
        return this.cell(operation, name, object, alias, true);
      }
      if (changed.length > 0) problems.push(`changed ${changed.join(', ')} although it refused`);
      this.seen = { tables: after, changes: stage.changes };
    } else if (!SAFE.has(operation.method)) {
      stage.changed(resource, subject);
      if (changesTheCaller(operation)) stage.renew(name);
    }
    return cell(operation, name, object, answer.status, problems);
  }

  private bodyFor(operation: ApiOperation, rights: Rights, subject: Subject): unknown {
    if (!rights.body) return this.stage.document.exampleBody(operation);
    this.stage.changes++;
    return rights.body(this.stage, subject);
  }

  private async tablesNow(): Promise<Map<string, string>> {
    const { changes } = this.stage;
    if (this.seen?.changes !== changes) this.seen = { tables: await this.checksums.take(), changes };
    return this.seen.tables;
  }

  private statusProblems(
    operation: ApiOperation,
    rights: Rights,
    name: SubjectName,
    object: ObjectName | 'none',
    answer: Answer,
  ): string[] {
    const expected = expectation(operation, rights, name, object);
    const isExpected = expected === 'success' ? SUCCESS(answer.status) : expected.includes(answer.status);
    const code = (answer.body as { code?: string } | undefined)?.code ?? '';
    return isExpected ? [] : [`answered ${answer.status} ${code} instead of ${String(expected)}`];
  }

  /** No byte of what is another's: neither in a refusal nor in a list. */
  private leaks(name: SubjectName, answer: Answer): string[] {
    if (name === 'admin') return [];
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    return this.stage.canaries.filter((canary) => text.includes(canary)).map((canary) => `shows ${canary}`);
  }
}

function isAsked({ id, access, scope }: ApiOperation, name: SubjectName): boolean {
  if (name === 'demoted') return access === 'admin' || RIGHTS[id]?.sells === true;
  if (name === 'token of an admin') return scope === null || scope.startsWith('admin:');
  return name !== 'left';
}

function changesTheCaller({ method, path }: ApiOperation): boolean {
  if (path.endsWith('/users/me')) return method === 'DELETE';
  return ABOUT_ACCOUNTS.test(path) && !HARMLESS.test(path);
}

/** The status that the declaration asks for. */
function expectation(
  { access, scope, responses }: ApiOperation,
  rights: Rights,
  name: SubjectName,
  object: ObjectName | 'none',
): 'success' | number[] {
  const looksAtCredentials = responses['401']?.['x-codes']?.includes('NOT_AUTHENTICATED') ?? false;
  const isDead = DEAD.has(name);
  if (isDead && looksAtCredentials) return [401];
  const needsSomebody = access === 'user' || access === 'admin';
  if (needsSomebody && name === 'anonymous') return [401];
  if (access === 'admin' && name !== 'admin') return [403];
  if (name === 'token' && needsSomebody && (scope === null || scope.endsWith(':write'))) return [403];
  if (name === 'token of an admin' && needsSomebody && scope === null) return [403];
  if (object === 'missing') return rights.missing ?? [404];
  if (object === 'foreign' && !mayTouchForeign(rights, access, name)) return rights.refusal ?? [404];
  const isUnseen = name === 'token' && !(READ_SCOPES as string[]).includes(scope!);
  const isNobody = name === 'anonymous' || isDead || isUnseen;
  if (object === 'own' && isNobody && rights.foreign !== 'everybody') return rights.refusal ?? [404];
  if (rights.sells && ATTENDEES.has(name)) return [403];
  return rights.own ?? 'success';
}

function mayTouchForeign(rights: Rights, access: ApiOperation['access'], name: SubjectName): boolean {
  if (access === 'admin' || rights.foreign === 'everybody') return true;
  return name === 'admin' && rights.foreign !== 'nobody';
}

function cell(
  { id }: ApiOperation,
  subject: SubjectName,
  object: ObjectName | 'none',
  status: number,
  problems: string[],
): Cell {
  return { operation: id, subject, object, status, problems };
}
