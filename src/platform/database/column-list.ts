import { getMetadataArgsStorage } from 'typeorm';
import { snakeCase } from './snake-naming-strategy.js';

type EntityClass<Entity extends object = object> = new () => Entity;

const properties = new Map<EntityClass, readonly string[]>();
const instants = new Map<EntityClass, readonly string[]>();

/** `alias.starts_at AS "startsAt", …`: the entity's columns as it declares them, `prefix` before each name. */
export function columnList(alias: string, entity: EntityClass, prefix = ''): string {
  const selected = propertiesOf(entity).map((name) => `${alias}.${snakeCase(name)} AS "${prefix}${name}"`);
  return selected.join(', ');
}

/** The entity of a row that has the columns of `columnList`, perhaps among others. */
export function toEntity<Entity extends object>(entity: EntityClass<Entity>, row: object, prefix = ''): Entity {
  const values = row as Readonly<Record<string, unknown>>;
  const made = new entity();
  for (const name of propertiesOf(entity)) Reflect.set(made, name, values[prefix + name]);
  return made;
}

/** Makes dates of the instants of a row that came as JSON. */
export function readInstants(entity: EntityClass, row: Record<string, unknown>, prefix = ''): void {
  for (const name of instantsOf(entity)) {
    const text = row[prefix + name];
    if (typeof text === 'string') row[prefix + name] = new Date(text);
  }
}

function instantsOf(entity: EntityClass): readonly string[] {
  const known = instants.get(entity);
  if (known) return known;
  const names = getMetadataArgsStorage()
    .filterColumns(lineOf(entity))
    .filter(({ options }) => options.type === 'timestamptz')
    .map((column) => column.propertyName);
  instants.set(entity, names);
  return names;
}

function propertiesOf(entity: EntityClass): readonly string[] {
  const known = properties.get(entity);
  if (known) return known;
  const names = getMetadataArgsStorage()
    .filterColumns(lineOf(entity))
    .map((column) => column.propertyName);
  if (names.length === 0) throw new Error(`${entity.name} is no entity.`);
  properties.set(entity, names);
  return names;
}

/** Columns may be declared by what an entity extends. */
function lineOf(entity: EntityClass): EntityClass[] {
  const line: EntityClass[] = [];
  for (let at = entity; at.prototype; at = Object.getPrototypeOf(at) as EntityClass) line.push(at);
  return line;
}
