/** What a value in a payload may be: its JSON Schema, and its type. */
export interface Shape<Value> {
  readonly schema: JsonSchema;
  /** Never set; it carries the type. */
  readonly value?: Value;
}

export interface JsonSchema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';
  readonly format?: 'date-time';
  readonly enum?: readonly string[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly anyOf?: readonly JsonSchema[];
}

export type Fields = Readonly<Record<string, Shape<unknown>>>;
export type ValueOf<Declared extends Fields> = {
  [Name in keyof Declared]: Declared[Name] extends Shape<infer Value> ? Value : never;
};

export const text: Shape<string> = { schema: { type: 'string' } };
/** ISO 8601 in UTC. */
export const instant: Shape<string> = { schema: { type: 'string', format: 'date-time' } };
export const integer: Shape<number> = { schema: { type: 'integer' } };
export const decimal: Shape<number> = { schema: { type: 'number' } };
export const flag: Shape<boolean> = { schema: { type: 'boolean' } };

export function oneOf<const Value extends string>(...values: Value[]): Shape<Value> {
  return { schema: { type: 'string', enum: values } };
}

export function nullable<Value>({ schema }: Shape<Value>): Shape<Value | null> {
  return { schema: { anyOf: [schema, { type: 'null' }] } };
}

export function listOf<Value>({ schema }: Shape<Value>): Shape<Value[]> {
  return { schema: { type: 'array', items: schema } };
}

/** All fields are there, and no others. */
export function record<Declared extends Fields>(fields: Declared): Shape<ValueOf<Declared>> {
  const properties = Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema]));
  return { schema: { type: 'object', properties, required: Object.keys(fields), additionalProperties: false } };
}
