import type { Http } from './http.js';

export type JsonSchema = Record<string, any>;

export interface ApiParameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema?: JsonSchema;
  example?: unknown;
}

export interface ApiResponse {
  content?: Record<string, { schema?: JsonSchema }>;
  'x-codes'?: string[];
  'x-bare-list'?: JsonSchema;
}

/** One operation of the document, as the generated tests need it. */
export interface ApiOperation {
  id: string;
  method: string;
  /** With `{name}` for parameters. */
  path: string;
  access: 'public' | 'optional' | 'user' | 'admin';
  /** What a token for programs needs; null where none is taken. */
  scope: string | null;
  isIdempotent: boolean;
  parameters: ApiParameter[];
  /** The JSON body's schema, references resolved at the first level. */
  body?: JsonSchema;
  responses: Record<string, ApiResponse>;
}

interface RawDocument {
  paths: Record<string, Record<string, any>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses?: Record<string, ApiResponse>;
    parameters?: Record<string, ApiParameter>;
  };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const COMPONENTS = '#/components/';
const REFERENCE = '#/components/schemas/';

/** The OpenAPI document that the running product hands out. */
export class ApiDocument {
  readonly operations: ApiOperation[];

  constructor(readonly raw: RawDocument) {
    this.operations = Object.entries(raw.paths).flatMap(([path, methods]) =>
      METHODS.filter((method) => methods[method]).map((method) =>
        this.operation(path, method, methods[method]),
      ),
    );
  }

  static async read(http: Http): Promise<ApiDocument> {
    return new ApiDocument((await http.get<RawDocument>('/api/schema')).body);
  }

  get(id: string): ApiOperation {
    const found = this.operations.find((operation) => operation.id === id);
    if (!found) throw new Error(`The document has no operation ${id}.`);
    return found;
  }

  resolve(schema: JsonSchema): JsonSchema {
    const name = (schema.$ref as string | undefined)?.slice(REFERENCE.length);
    return name ? this.raw.components.schemas[name]! : schema;
  }

  /** A body as the fields' own examples make it; optional fields without an example are left out. */
  exampleBody({ body }: ApiOperation): Record<string, unknown> {
    return body ? (this.exampleOf(body) as Record<string, unknown>) : {};
  }

  private exampleOf(given: JsonSchema): unknown {
    const schema = this.resolve(given);
    if (schema.example !== undefined) return schema.example;
    if (schema.default !== undefined) return schema.default;
    if (schema.enum) return schema.enum[0];
    const type = [schema.type].flat()[0] as string | undefined;
    if (type === 'object') {
      const required = new Set<string>((schema.required as string[] | undefined) ?? []);
      const fields = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
      const wanted = fields.filter(
        ([name, field]) => required.has(name) || this.resolve(field).example !== undefined,
      );
      return Object.fromEntries(wanted.map(([name, field]) => [name, this.exampleOf(field)]));
    }
    if (type === 'array') return [this.exampleOf(schema.items as JsonSchema)];
    if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
    if (type === 'boolean') return true;
    return schema.format === 'date-time' ? '2030-01-07T10:00:00Z' : 'text';
  }

  /** The thing itself where a component is meant. */
  private meant<Part extends object>(part: Part | { $ref: string }): Part {
    if (!('$ref' in part)) return part;
    const [kind, name] = part.$ref.slice(COMPONENTS.length).split('/') as ['responses' | 'parameters', string];
    return this.raw.components[kind]![name] as Part;
  }

  private operation(path: string, method: string, raw: Record<string, any>): ApiOperation {
    const json = raw.requestBody?.content?.['application/json']?.schema as JsonSchema | undefined;
    return {
      id: raw.operationId,
      method: method.toUpperCase(),
      path,
      access: raw['x-access'],
      scope: raw['x-scope'],
      isIdempotent: raw['x-idempotent'] === true,
      parameters: ((raw.parameters ?? []) as ApiParameter[]).map((parameter) => this.meant(parameter)),
      ...(json && { body: this.resolve(json) }),
      responses: Object.fromEntries(
        Object.entries(raw.responses as Record<string, ApiResponse>).map(([status, response]) => [
          status,
          this.meant(response),
        ]),
      ),
    };
  }
}

/** The path with its parameters filled in; the alias without `/v1` on request. */
export function filledPath(
  { path }: ApiOperation,
  values: Record<string, string | number>,
  alias = false,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  return alias ? filled.replace(/^\/api\/v1\//, '/api/') : filled;
}
