import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { parse } from 'yaml';
import { envSchema } from '../../src/platform/config/env-schema.js';
import { MAX_UPLOAD_BYTES } from '../../src/platform/files/pictures.js';

const ROOT = resolve(__dirname, '../..');
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');
/** A name, and a version that says more than its first number. */
const PINNED = /^[a-z0-9./-]+:v?\d+\.\d+[\w.-]*$/;

interface Service {
  image: string;
  ports?: string[];
  profiles?: string[];
  build?: { context: string; dockerfile: string };
  env_file?: string[];
  read_only?: boolean;
  security_opt?: string[];
  cap_drop?: string[];
  logging?: { options: Record<string, string> };
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, unknown>;
}

describe('the image', () => {
  const dockerfile = DockerfileParser.parse(text('docker/Dockerfile'));
  const stages = dockerfile.getFROMs().map((from) => from.getBuildStage());

  /** The instructions that shape a stage: its own, after those of the stages it is made from. */
  function instructionsOf(stage: string): Instruction[] {
    const from = dockerfile.getFROMs().find((candidate) => candidate.getBuildStage() === stage)!;
    const start = from.getRange()!.start.line;
    const next = dockerfile.getFROMs().map((other) => other.getRange()!.start.line);
    const end = Math.min(...next.filter((line) => line > start), Infinity);
    const own = dockerfile.getInstructions().filter((each) => {
      const { line } = each.getRange()!.start;
      return line > start && line < end;
    });
    const parent = from.getImage()!;
    return stages.includes(parent) ? [...instructionsOf(parent), ...own] : own;
  }
  const last = (stage: string, keyword: string) =>
    instructionsOf(stage)
      .filter((each) => each.getKeyword() === keyword)
      .at(-1)
      ?.getArgumentsContent();

  it('starts from pinned images', () => {
    const images = dockerfile.getFROMs().map((from) => from.getImage()!);
    for (const image of images.filter((each) => !stages.includes(each))) expect(image).toMatch(PINNED);
  });

  it('is one, on Node 24, that runs unprivileged in whatever role, watched over by its port', () => {
    expect(stages.at(-1)).toBe('runtime');
    expect(dockerfile.getFROMs().at(-1)!.getImage()).toMatch(/^node:24\./);
    expect(last('runtime', 'USER')).toBe('node');
    expect(last('runtime', 'HEALTHCHECK')).toContain('${process.env.PORT}/health/live');
    expect(last('runtime', 'CMD')).toContain('dist/bundle/main.js');
  });

  it('holds the migrations and no development package', () => {
    const copied = instructionsOf('build').map((each) => `${each.getKeyword()} ${each.getArgumentsContent()}`);
    expect(copied).toContain('COPY migrations migrations');
    expect(text('docker/Dockerfile')).toContain('npm ci --ignore-scripts --omit=dev');
  });

  it('is built from files that exist and that .dockerignore lets through', () => {
    const allowed = text('.dockerignore').split('\n');
    const copies = dockerfile.getCOPYs().filter((copy) => copy.getFlags().length === 0);
    const sources = copies.flatMap((copy) => copy.getArguments().slice(0, -1).map(String));
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      expect(existsSync(join(ROOT, source))).toBe(true);
      expect(allowed).toContain(`!${source}`);
    }
  });
});

describe('the composition', () => {
  const { services, volumes } = parse(text('docker/compose.yml'), { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
  };
  const ours = Object.entries(services).filter(([, { build }]) => build);

  it('has a database, Redis, a mail catcher, two APIs, a worker and a balancer', () => {
    expect(Object.keys(services).sort()).toEqual([
      'api-1',
      'api-2',
      'mail',
      'nginx',
      'postgres',
      'redis',
      'worker',
    ]);
    expect(services.postgres!.image).toMatch(/^postgres:18\./);
    expect(ours.map(([, { environment }]) => environment!.ROLE).sort()).toEqual(['api', 'api', 'worker']);
    expect(new Set(ours.map(([, { image }]) => image)).size).toBe(1);
  });

  it('keeps every root read-only and every privilege where it is, and turns logs over', () => {
    for (const service of Object.values(services))
      expect(service).toMatchObject({
        read_only: true,
        security_opt: ['no-new-privileges:true'],
        logging: { options: { 'max-size': '10m', 'max-file': '5' } },
      });
    for (const [, { cap_drop: dropped }] of ours) expect(dropped).toEqual(['ALL']);
  });

  it('takes from docker/.env what its example lists, and whatever else the product reads', () => {
    const listed = [...text('docker/.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!);
    const asked = [...text('docker/compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name!);
    expect(asked.filter((name) => !listed.includes(name))).toEqual([]);
    expect(listed.filter((name) => !asked.includes(name) && !(name in envSchema))).toEqual([]);
    for (const [, { env_file: files }] of ours) expect(files).toEqual(['.env']);
  });

  it('has nginx look addresses up again, and hand on what the front says of TLS', () => {
    const nginx = text('docker/nginx.conf');
    expect(nginx).toMatch(/resolver 127\.0\.0\.11 valid=\d+s/);
    expect(nginx.match(/server api-\d:8000 resolve /g)).toHaveLength(2);
    expect(nginx).toMatch(/zone api \d+k;/);
    expect(nginx).toContain('proxy_set_header X-Forwarded-Proto $forwarded_proto;');
    expect(nginx).toMatch(
      /map \$http_x_forwarded_proto \$forwarded_proto \{\s*default \$http_x_forwarded_proto;\s*''\s+\$scheme;/,
    );
  });

  it('names its images with versions', () => {
    for (const { image } of Object.values(services)) expect(image).toMatch(PINNED);
  });

  it.each(ours)(
    'gives %s variables that the product reads, among them those of production',
    (_, { environment }) => {
      const names = Object.keys(environment!);
      expect(names.filter((name) => !(name in envSchema))).toEqual([]);
      expect(names).toEqual(
        expect.arrayContaining(['NODE_ENV', 'APP_SECRET', 'DATABASE_URL', 'REDIS_URL', 'TRUST_PROXY']),
      );
    },
  );

  it('opens nginx alone to others, and mails to this machine where they are asked for', () => {
    const opened = Object.entries(services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => `${name} ${port}`),
    );
    expect(opened).toEqual(['mail 127.0.0.1:8025:8025', 'nginx 8000:80']);
    expect(Object.keys(services).filter((name) => services[name]!.profiles)).toEqual(['mail']);
    expect(services.mail!.profiles).toEqual(['mail']);
    for (const [, { depends_on: needs = {} }] of ours) expect(needs).not.toHaveProperty('mail');
  });

  it('has no secret of its own: what it needs is asked for, other services’ may be left out', () => {
    const secrets = [...text('docker/compose.yml').matchAll(/\$\{(\w*(?:PASSWORD|SECRET)\w*)([^}]*)\}/g)];
    const needed = secrets.filter(([, , otherwise]) => otherwise !== ':-');
    expect(needed.map(([, name]) => name)).toEqual(['POSTGRES_PASSWORD', 'APP_SECRET', 'POSTGRES_PASSWORD']);
    for (const [, , otherwise] of needed) expect(otherwise).toMatch(/^:\?./);
    for (const [, { environment = {} }] of Object.entries(services))
      for (const [name, value] of Object.entries(environment))
        if (/PASSWORD|SECRET/.test(name)) expect(value).toMatch(/^\$\{/);
    expect(ours[0]![1].environment!.DATABASE_URL).toMatch(/^postgres:\/\/convoke:\$\{POSTGRES_PASSWORD:\?/);
  });

  it('mounts and waits for what it declares', () => {
    for (const { volumes: mounts = [], depends_on: needs = {} } of Object.values(services)) {
      for (const source of mounts.map((mount) => mount.split(':')[0]!)) {
        expect(source.startsWith('./') ? existsSync(join(ROOT, 'docker', source)) : source in volumes).toBe(
          true,
        );
      }
      for (const needed of Object.keys(needs)) expect(services).toHaveProperty(needed);
    }
  });

  it('puts nginx before both, sticky, with WebSockets, following /health/live', () => {
    const nginx = text('docker/nginx.conf');
    const servers = [...nginx.matchAll(/^\s*server ([\w-]+):8000/gm)].map((match) => match[1]);
    expect(servers).toEqual(['api-1', 'api-2']);
    expect(nginx).toContain('hash $proxy_add_x_forwarded_for consistent;');
    expect(nginx).toContain('proxy_set_header Upgrade $http_upgrade;');
    expect(nginx).toContain('location = /health/live');
    expect(nginx).not.toMatch(/location[^{]*\/health\/ready/);
  });

  it('lets the largest picture through, with the form around it', () => {
    const [, megabytes] = /client_max_body_size (\d+)m;/.exec(text('docker/nginx.conf'))!;
    expect(Number(megabytes) * 2 ** 20).toBeGreaterThan(MAX_UPLOAD_BYTES);
  });

  it('lets nobody outside read the metrics', () => {
    const closed = [...text('docker/nginx.conf').matchAll(/location ~\* (\S+) \{\s*return 404;/g)];
    const patterns = closed.map((match) => new RegExp(match[1]!, 'i'));
    const isClosed = (path: string) => patterns.some((pattern) => pattern.test(path));
    expect(['/metrics', '/metrics/', '/METRICS', '/metrics/x'].filter((path) => !isClosed(path))).toEqual([]);
    expect(['/metricsofmine', '/api/v1/metrics', '/health'].filter(isClosed)).toEqual([]);
  });
});

describe('the unit for systemd', () => {
  const lines = text('docker/convoke.service').split('\n');

  it('starts what the image starts, without privileges, and gives it the time to drain', () => {
    expect(lines).toEqual(
      expect.arrayContaining([
        'ExecStart=/usr/bin/env node --enable-source-maps dist/bundle/main.js',
        'User=convoke',
        'NoNewPrivileges=yes',
        'ProtectSystem=strict',
        'TimeoutStopSec=15',
      ]),
    );
    const [, variables] = /^Environment=(.*)$/m.exec(lines.join('\n'))!;
    const names = variables!.split(' ').map((each) => each.split('=')[0]!);
    expect(names.filter((name) => !(name in envSchema))).toEqual([]);
  });
});
