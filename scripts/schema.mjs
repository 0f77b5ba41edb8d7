// node scripts/schema.mjs openapi.json: prints the types that pages and islands read answers by.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';

const HEAD = '// Written by `npm run openapi`; do not change it by hand.\n';
/** Words for people, which types do not need. */
const WORDS = new Set([
  'description',
  'example',
  'examples',
  'summary',
  'title',
  'headers',
  'security',
  'tags',
]);

/** Of the document: what is asked, and what comes of success. Refusals are all of one form. */
export async function schemaOf(document) {
  const { responses: _, ...components } = document.components;
  const asked = bare({ ...document, components });
  // What has a default may be left out.
  const options = { emptyObjectsUnknown: true, defaultNonNullable: false };
  return HEAD + astToString(await openapiTypescript(asked, options));
}

/** For the client: the routes whose POST takes an Idempotency-Key. */
export function keyedRoutesOf({ paths }) {
  const isKeyed = ({ post }) => post?.parameters?.some(({ $ref }) => $ref?.endsWith('/Idempotency-Key'));
  const routes = Object.keys(paths).filter((path) => isKeyed(paths[path]));
  const lines = routes.sort().map((path) => `  '${path}',\n`);
  return `${HEAD}export const KEYED_ROUTES: ReadonlySet<string> = new Set([\n${lines.join('')}]);\n`;
}

function bare(value, isNames = false) {
  if (Array.isArray(value)) return value.map((each) => bare(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isNames || !(WORDS.has(key) || key.startsWith('x-') || isRefusal(key)))
      .map(([key, each]) => [key, bare(each, !isNames && (key === 'properties' || key === 'schemas'))]),
  );
}

function isRefusal(key) {
  return /^[345]\d\d$/.test(key);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  process.stdout.write(await schemaOf(JSON.parse(readFileSync(process.argv[2], 'utf8'))));
