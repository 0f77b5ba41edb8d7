import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const CONFIG = '.dependency-cruiser.cjs';

/** One planted file per rule: where it lies, what it imports, the rule that must refuse it. */
const PLANTED: [file: string, imports: string, rule: string][] = [
  ['src/identity/a.ts', '../booking/booking.api.js', 'identity-knows-no-context'],
  ['src/booking/a.ts', '../scheduling/scheduling.api.js', 'booking-knows-identity'],
  ['src/payments/a.ts', '../messaging/messaging.api.js', 'payments-knows-identity-booking'],
  ['src/collaboration/a.ts', '../scheduling/scheduling.api.js', 'collaboration-knows-identity-booking'],
  ['src/scheduling/a.ts', '../messaging/messaging.api.js', 'scheduling-knows-identity-booking-collaboration'],
  [
    'src/integrations/a.ts',
    '../messaging/messaging.api.js',
    'integrations-knows-identity-booking-payments-collaboration-scheduling',
  ],
  [
    'src/messaging/a.ts',
    '../payments/payments.api.js',
    'messaging-knows-identity-booking-collaboration-scheduling',
  ],
  [
    'src/realtime/a.ts',
    '../payments/payments.api.js',
    'realtime-knows-identity-booking-collaboration-scheduling-messaging',
  ],
  ['src/site/a.ts', '../identity/identity.api.js', 'site-knows-no-context'],
  ['src/booking/b.ts', '../identity/accounts/accounts.service.js', 'only-through-the-api'],
  ['src/booking/booking.module.ts', '../identity/accounts/accounts.service.js', 'modules-only-through-the-api'],
  ['src/booking/k.helper.ts', './a.dto.js', 'every-file-has-a-role'],
  ['src/l.ts', './booking/k.helper.js', 'every-imported-file-has-a-role'],
  ['src/booking/a.entity.ts', './a.dto.js', 'layer-entity-imports-no-higher-one'],
  ['src/booking/a.dto.ts', './a.queries.js', 'layer-dto-imports-no-higher-one'],
  ['src/booking/a.queries.ts', './a.service.js', 'layer-repository-imports-no-higher-one'],
  ['src/booking/a.service.ts', './booking.api.js', 'layer-service-imports-no-higher-one'],
  ['src/booking/booking.api.ts', './a.controller.js', 'layer-api-imports-no-higher-one'],
  ['src/booking/a.controller.ts', './booking.module.js', 'layer-controller-imports-no-higher-one'],
  ['src/platform/config/a.ts', '../auth/b.js', 'floor-of-context-imports-no-higher-one'],
  ['src/platform/auth/a.ts', '../engine/b.js', 'floor-of-secrets-imports-no-higher-one'],
  ['src/platform/engine/a.ts', '../events/b.js', 'floor-of-engine-imports-no-higher-one'],
  ['src/platform/observability/a.ts', '../schedule/b.js', 'floor-of-observability-imports-no-higher-one'],
  ['src/platform/schedule/a.ts', '../events/b.js', 'floor-of-schedule-imports-no-higher-one'],
  ['src/platform/events/a.ts', '../audit/b.js', 'floor-of-events-imports-no-higher-one'],
  ['src/platform/audit/a.ts', '../http/b.js', 'floor-of-audit-imports-no-higher-one'],
  ['src/platform/http/a.ts', '../files/b.js', 'floor-of-http-imports-no-higher-one'],
  ['web/messages/a.ts', '../lib/b.js', 'web-messages-imports-no-higher-one'],
  ['web/lib/a.ts', '../parts/b.js', 'web-lib-imports-no-higher-one'],
  ['web/parts/a.tsx', '../pages/b.js', 'web-parts-imports-no-higher-one'],
  ['web/browser/a.ts', '../pages/b.js', 'web-browser-imports-no-higher-one'],
  ['web/pages/a.tsx', '../browser/b.js', 'web-pages-imports-no-higher-one'],
  ['web/islands/a.tsx', '../build.mjs', 'web-islands-imports-no-higher-one'],
  ['web/pages/c.tsx', '../../src/shared/b.js', 'web-knows-no-server'],
  ['src/site/b.ts', '../../web/lib/b.js', 'the-server-knows-pages-alone'],
  ['client/src/a.ts', '../../web/browser/b.js', 'the-client-stands-alone'],
  ['web/browser/pauses.ts', '../lib/b.js', 'what-the-client-shares-stands-alone'],
  ['web/lib/c.ts', '../../client/src/b.js', 'nobody-needs-the-client'],
  ['src/platform/helpers/a.ts', '../auth/b.js', 'every-room-of-platform-has-a-floor'],
  ['src/shared/a.ts', '../platform/a.js', 'shared-imports-nothing-of-ours'],
  ['src/platform/a.ts', '../identity/identity.api.js', 'platform-knows-no-business'],
  ['migrations/1-a.ts', '../src/shared/b.js', 'migrations-stand-alone'],
  ['src/booking/c.ts', 'ioredis', 'one-engine-room'],
  ['src/booking/a.policy.ts', '@nestjs/common', 'rules-know-no-framework'],
  ['src/booking/d.ts', './e.js', 'no-cycles'],
  ['src/booking/f.ts', './index.js', 'no-barrels'],
  ['src/booking/g.ts', '../../test/a.js', 'product-ships-without-tests'],
  ['src/booking/h.ts', 'supertest', 'product-ships-without-dev-packages'],
  ['src/booking/i.ts', './nowhere.js', 'everything-resolves'],
];
const ALLOWED: [file: string, imports: string][] = [
  ['src/messaging/b.listener.ts', '../payments/payments.events.js'],
  ['src/booking/j.service.ts', '../identity/identity.api.js'],
  ['src/scheduling/scheduling.module.ts', '../identity/identity.module.js'],
  ['src/booking/booking.invariants.ts', './a.service.js'],
  ['web/islands/b.tsx', '../browser/b.js'],
  ['src/platform/http/c.ts', '../../../web/pages/b.js'],
  ['client/src/c.ts', 'openapi-fetch'],
  ['client/src/d.ts', '../../web/browser/pauses.js'],
];
/** Two folders that need each other, though no two files do. */
const CIRCLE: [file: string, imports: string][] = [
  ['src/booking/m/a.service.ts', '../n/a.service.js'],
  ['src/booking/n/b.service.ts', '../m/b.service.js'],
];
const OTHERS = [
  'src/booking/n/a.service.ts',
  'src/booking/m/b.service.ts',
  'src/identity/identity.api.ts',
  'src/identity/identity.module.ts',
  'src/identity/accounts/accounts.service.ts',
  'src/scheduling/scheduling.api.ts',
  'src/payments/payments.api.ts',
  'src/payments/payments.events.ts',
  'src/messaging/messaging.api.ts',
  ...['auth', 'engine', 'events', 'schedule', 'audit', 'http', 'files'].map(
    (room) => `src/platform/${room}/b.ts`,
  ),
  'src/shared/b.ts',
  ...['lib', 'parts', 'browser', 'pages'].map((room) => `web/${room}/b.ts`),
  'web/build.mjs',
  'client/src/b.ts',
  'src/booking/index.ts',
  'test/a.ts',
];

let planted: string;
let refused: { rule: string; from: string }[];

beforeAll(() => {
  planted = mkdtempSync(join(realpathSync(tmpdir()), 'convoke-imports-'));
  for (const file of [CONFIG, 'tsconfig.json', 'package.json']) cpSync(join(ROOT, file), join(planted, file));
  symlinkSync(join(ROOT, 'node_modules'), join(planted, 'node_modules'));
  for (const [file, imports] of [...PLANTED, ...ALLOWED, ...CIRCLE]) plant(file, `import '${imports}';\n`);
  for (const file of OTHERS) plant(file, 'export {};\n');
  plant('src/booking/e.ts', "import './d.js';\n");
  refused = cruise(planted);
});
afterAll(() => rmSync(planted, { recursive: true, force: true }));

describe('the rules of imports', () => {
  it.each(PLANTED)('refuse %s importing %s by %s', (from, _, rule) => {
    expect(refused).toContainEqual({ rule, from });
  });

  it('refuse a circle of folders', () => {
    expect(refused).toContainEqual({ rule: 'no-circles-of-folders', from: 'src/booking/m' });
  });

  it.each(ALLOWED)('let %s import %s', (file) => {
    expect(refused.filter(({ from }) => from === file)).toEqual([]);
  });

  it('are each shown failing', () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { forbidden } = require(join(ROOT, CONFIG)) as { forbidden: { name: string }[] };
    const shown = [...PLANTED.map(([, , rule]) => rule), 'no-circles-of-folders'];
    expect(forbidden.map(({ name }) => name).filter((name) => !shown.includes(name))).toEqual([]);
  });

  it('hold in the product', () => {
    expect(cruise(ROOT)).toEqual([]);
  });
});

function plant(file: string, content: string): void {
  mkdirSync(dirname(join(planted, file)), { recursive: true });
  writeFileSync(join(planted, file), content);
}

function cruise(folder: string): { rule: string; from: string }[] {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', CONFIG, '--output-type', 'json', 'src', 'web', 'client/src', 'migrations'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string }[] };
  };
  return summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}
