import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { ApiDocument, ApiOperation, JsonSchema } from './api-document.js';
import type { Answer } from './http.js';

/** What never leaves the product, whoever asks. */
const SECRETS: [name: string, pattern: RegExp][] = [
  ['a password hash', /\$argon2/],
  ['a stack trace', /\n\s+at .+\(?.+:\d+:\d+\)?/],
  ['SQL', /\b(SELECT|INSERT INTO|UPDATE) .+\b(FROM|VALUES|SET)\b/],
];
/** Tokens are given where one signs in, and nowhere else. */
const TOKEN = /\beyJ[\w-]{10,}\.[\w-]+\.[\w-]+/;
const MAY_GIVE_TOKENS = /\/(auth|oauth|users\/(register|login|mfa))\b|\/api\/v1\/users$/;
/** An issuer's, for its own page, which knows by it whose session ends. */
const HINT = /\bid_token_hint=[^"&]+/g;

/** Which of them it is depends on the credentials, not on the operation. */
const DEAD_CREDENTIALS = ['TOKEN_NOT_VALID', 'SESSION_ENDED', 'ACCOUNT_DISABLED'];
const THE_DOCUMENT_ITSELF = '/api/schema';

/** Checks answers against the document: nothing missing, nothing more, only documented codes. */
export class ClosedSchema {
  private readonly ajv = new Ajv({ strict: false, allErrors: true });
  private readonly compiled = new Map<string, ValidateFunction>();
  /** By the very object: to write a schema down takes longer than to validate by it. */
  private readonly known = new WeakMap<JsonSchema, ValidateFunction>();

  constructor(document: ApiDocument) {
    addFormats.default(this.ajv);
    for (const format of ['int32', 'int64', 'binary', 'decimal', 'idn-email']) this.ajv.addFormat(format, true);
    this.ajv.addSchema({ $id: 'api', components: document.raw.components });
  }

  /** What is wrong with an answer to this operation; empty when all is as declared. */
  problems(operation: ApiOperation, answer: Answer, alias = false): string[] {
    if (operation.path === THE_DOCUMENT_ITSELF) return [];
    const declared = operation.responses[String(answer.status)];
    if (!declared) return [`answered ${answer.status} ${codeOf(answer)}, which is not declared`.trim()];
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    const given = SECRETS.filter(([, pattern]) => pattern.test(text)).map(([name]) => `gives ${name} away`);
    if (TOKEN.test(text.replace(HINT, '')) && !MAY_GIVE_TOKENS.test(operation.path))
      given.push('gives a token away');
    return [...given, ...this.shapeOf(declared, answer, alias)];
  }

  /** What is wrong with a refusal, whichever route it came from. */
  errorProblems(answer: Answer): string[] {
    if (!answer.headers.get('content-type')?.includes('json')) return [`${answer.status} is not JSON`];
    return this.violations({ $ref: '#/components/schemas/ErrorResponse' }, answer.body);
  }

  private shapeOf(declared: ApiOperation['responses'][string], answer: Answer, alias: boolean): string[] {
    const bare = alias ? declared['x-bare-list'] : undefined;
    const schema = bare ?? declared.content?.['application/json']?.schema;
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    if (!schema) return isJson && answer.body !== '' ? ['has a body where none is declared'] : [];
    if (!isJson) return declared.content && Object.keys(declared.content).length > 1 ? [] : ['is not JSON'];
    const codes = declared['x-codes'];
    const code = codeOf(answer);
    const isDead = codes?.includes('NOT_AUTHENTICATED') && DEAD_CREDENTIALS.includes(code);
    const unknown =
      codes && !codes.includes(code) && !isDead ? [`code ${code} is not declared for ${answer.status}`] : [];
    return [...unknown, ...this.violations(schema, answer.body)];
  }

  private violations(schema: JsonSchema, body: unknown): string[] {
    const validate = this.validatorOf(schema);
    if (validate(body)) return [];
    const errors = (validate.errors ?? []).map(({ instancePath, message, params }) =>
      `${instancePath || '/'} ${message} ${params.additionalProperty ?? params.missingProperty ?? ''}`.trim(),
    );
    return errors.slice(0, 5);
  }

  private validatorOf(schema: JsonSchema): ValidateFunction {
    const known = this.known.get(schema);
    if (known) return known;
    const key = JSON.stringify(schema);
    const absolute = JSON.parse(key.replaceAll('"#/components/', '"api#/components/')) as JsonSchema;
    const made = this.compiled.get(key) ?? this.ajv.compile(absolute);
    this.compiled.set(key, made);
    this.known.set(schema, made);
    return made;
  }
}

function codeOf({ body }: Answer): string {
  return typeof body === 'object' && body !== null ? String((body as { code?: unknown }).code ?? '') : '';
}
