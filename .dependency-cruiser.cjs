'use strict';
// Who may import whom. Two pictures are drawn here, the contexts and the layers; everything else follows from them.

/** What each context may ask, through its API. Everybody may use shared and platform. */
const CONTEXTS = {
  identity: [],
  booking: ['identity'],
  payments: ['identity', 'booking'],
  collaboration: ['identity', 'booking'],
  scheduling: ['identity', 'booking', 'collaboration'],
  integrations: ['identity', 'booking', 'payments', 'collaboration', 'scheduling'],
  messaging: ['identity', 'booking', 'collaboration', 'scheduling'],
  realtime: ['identity', 'booking', 'collaboration', 'scheduling', 'messaging'],
  site: [],
};
/** These listen to everybody. */
const LISTENERS = ['messaging', 'realtime', 'integrations'];
/** Roles by suffix, lowest layer first: a file imports its own layer or a lower one. There are no other files. */
const LAYERS = [
  ['entity', 'policy', 'rules', 'events', 'errors', 'sql'],
  ['dto'],
  ['repository', 'queries', 'access', 'adapter'],
  ['service', 'pdf', 'mail', 'strategy'],
  ['api', 'listener', 'processor', 'relay', 'personal-data', 'invariants', 'statistics', 'demo'],
  ['controller', 'gateway'],
  ['module'],
];

/** Technology, lowest floor first: a floor imports lower ones only. */
const FLOORS = [
  ['context', 'config', 'documents', 'calendar-files', 'discovery', 'threads', 'outages'],
  ['secrets', 'auth', 'database', 'outbound'],
  ['engine'],
  ['observability'],
  ['schedule', 'attempts'],
  ['events'],
  ['audit', 'registries', 'mail', 'sms', 'papers'],
  ['http'],
  ['files', 'monitoring', 'pages'],
];

const names = Object.keys(CONTEXTS);
const any = (list) => `(${list.join('|')})`;
const FRONT = '^src/[^/]+/[^/]+[.](api|events|errors)[.]ts$';
const SPECS = '[.]spec[.]ts$';
const ROLES = `[.]${any(LAYERS.flat())}([.]spec)?[.]ts$`;

const picture = names.map((name) => {
  const strangers = names.filter((other) => other !== name && !CONTEXTS[name].includes(other));
  const exception = LISTENERS.includes(name) ? { pathNot: '^src/[^/]+/[^/]+[.]events[.]ts$' } : {};
  return {
    name: `${name}-knows-${CONTEXTS[name].join('-') || 'no-context'}`,
    severity: 'error',
    comment: 'The picture of contexts has no such arrow: publish an event, or turn the call around.',
    from: { path: `^src/${name}/` },
    to: { path: `^src/${any(strangers)}/`, ...exception },
  };
});

const layers = LAYERS.slice(0, -1).map((layer, rank) => ({
  name: `layer-${layer[0]}-imports-no-higher-one`,
  severity: 'error',
  comment: `Layers by suffix, lowest first: ${LAYERS.map((each) => each.join(', ')).join(' → ')}.`,
  from: { path: `^src/([^/]+)/.*[.]${any(layer)}[.]ts$` },
  to: { path: `^src/$1/.*[.]${any(LAYERS.slice(rank + 1).flat())}[.]ts$` },
}));

const floors = FLOORS.slice(0, -1).map((floor, height) => ({
  name: `floor-of-${floor[0]}-imports-no-higher-one`,
  severity: 'error',
  comment: `Floors of platform, lowest first: ${FLOORS.map((each) => each.join(', ')).join(' → ')}.`,
  from: { path: `^src/platform/${any(floor)}/` },
  to: { path: `^src/platform/${any(FLOORS.slice(height + 1).flat())}/` },
}));

/** Types alone: of them nothing is left in a script. */
const SCHEMA = '^web/browser/schema[.]d[.]ts$';
/** What pages and the client do alike: how a socket comes back, and what makes a second try harmless. */
const SHARED = '^web/browser/(live-socket|new-key|pauses)[.]ts$';
/** Rooms of web, lowest first. Islands alone reach the browser, which nothing on the server has. */
const WEB = { messages: [], lib: ['messages'], parts: ['lib', 'messages'], browser: ['lib', 'messages'] };
WEB.pages = ['parts', ...WEB.parts];
WEB.islands = ['pages', 'browser', ...WEB.pages];
const rooms = Object.entries(WEB).map(([room, below]) => ({
  name: `web-${room}-imports-no-higher-one`,
  severity: 'error',
  comment: 'islands → pages → parts → lib → messages; islands → browser.',
  from: { path: `^web/${room}/` },
  to: { path: '^web/', pathNot: [`^web/${any([room, ...below])}/`, ...(room === 'pages' ? [SCHEMA] : [])] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...picture,
    ...layers,
    ...floors,
    ...rooms,
    {
      name: 'web-knows-no-server',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(src|migrations|test)/' },
    },
    {
      name: 'the-server-knows-pages-alone',
      severity: 'error',
      comment: 'Of web, the server renders pages; everything else is theirs.',
      from: { path: '^src/' },
      to: { path: '^web/', pathNot: '^web/pages/' },
    },
    {
      name: 'the-client-stands-alone',
      severity: 'error',
      comment: 'Others install it: it has the document’s types, what pages share with it, and openapi-fetch.',
      from: { path: '^client/' },
      to: {
        path: ['^(src|web|migrations|test)/', 'node_modules/'],
        pathNot: [SCHEMA, SHARED, 'node_modules/openapi-fetch/'],
      },
    },
    {
      name: 'what-the-client-shares-stands-alone',
      severity: 'error',
      from: { path: SHARED },
      to: { pathNot: SHARED },
    },
    {
      name: 'nobody-needs-the-client',
      severity: 'error',
      comment: 'The image of the product has no client.',
      from: { path: '^(src|web|migrations)/' },
      to: { path: '^client/' },
    },
    {
      name: 'every-room-of-platform-has-a-floor',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: `^src/platform/${any(FLOORS.flat())}/` },
      to: {},
    },
    {
      name: 'every-file-has-a-role',
      severity: 'error',
      comment: `In a context a file is called <name>.<role>.ts; the roles are ${LAYERS.flat().join(', ')}.`,
      from: { path: `^src/${any(names)}/`, pathNot: ROLES },
      to: {},
    },
    {
      name: 'every-imported-file-has-a-role',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: `^src/${any(names)}/`, pathNot: ROLES },
    },
    {
      name: 'only-through-the-api',
      severity: 'error',
      comment:
        'Of another context, only X.api.ts, X.events.ts and X.errors.ts may be imported; from a module also X.module.ts.',
      from: { path: `^src/${any(names)}/`, pathNot: '[.]module[.]ts$' },
      to: { path: `^src/${any(names)}/`, pathNot: ['^src/$1/', FRONT] },
    },
    {
      name: 'modules-only-through-the-api',
      severity: 'error',
      from: { path: `^src/${any(names)}/.*[.]module[.]ts$` },
      to: { path: `^src/${any(names)}/`, pathNot: ['^src/$1/', FRONT, '^src/[^/]+/[^/]+[.]module[.]ts$'] },
    },
    {
      name: 'shared-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^(src|migrations|test)/', pathNot: '^src/shared/' },
    },
    {
      name: 'platform-knows-no-business',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/(platform|shared)/' },
    },
    {
      name: 'migrations-stand-alone',
      severity: 'error',
      comment: 'A migration that has landed must mean the same for ever.',
      from: { path: '^migrations/' },
      to: { path: '^src/' },
    },
    {
      name: 'one-engine-room',
      severity: 'error',
      comment: 'Which queue, cache or fan-out runs is known to platform/engine alone.',
      from: { path: '^src/', pathNot: '^src/platform/engine/' },
      to: { path: 'node_modules/(bull|@nestjs/bull|graphile-worker|ioredis|@socket[.]io/redis-adapter)/' },
    },
    {
      name: 'rules-know-no-framework',
      severity: 'error',
      comment: 'Entities and policies are read and tested without Nest.',
      from: { path: '[.](entity|policy|events|errors)[.]ts$', pathNot: '^src/platform/' },
      to: { path: ['node_modules/(@nestjs|express)/', '^src/platform/http/'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(src|web|client|migrations)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-circles-of-folders',
      severity: 'error',
      comment: 'Two folders that import each other are one; types count too. Move what both need below them.',
      scope: 'folder',
      from: { path: '^src/' },
      to: { circular: true },
    },
    { name: 'no-barrels', severity: 'error', from: {}, to: { path: '/index[.]ts$', pathNot: 'node_modules' } },
    {
      name: 'product-ships-without-tests',
      severity: 'error',
      from: { path: '^(src|web|migrations)/', pathNot: SPECS },
      to: { path: ['^test/', SPECS] },
    },
    {
      name: 'product-ships-without-dev-packages',
      severity: 'error',
      from: { path: '^(src|web|migrations)/', pathNot: SPECS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
