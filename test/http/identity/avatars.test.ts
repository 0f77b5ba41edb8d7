import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { eventually } from '../../support/eventually.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world();
  ada = await here.signUp();
});
afterAll(() => here.close());

const picture = (width: number, height = width) =>
  sharp({ create: { width, height, channels: 3, background: '#3366cc' } });
const form = (bytes: Buffer | string, { field = 'avatar', name = 'a.png', type = 'image/png' } = {}) => {
  const data = new FormData();
  data.append(field, new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], { type }), name);
  return data;
};
const upload = (data: FormData, path = 'auth/profile') => ada.http.put(`/api/v1/${path}`, data);
const kept = () => readdir(join(here.dataDir, 'media')).catch(() => [] as string[]);
const pathOf = (url: string) => new URL(url).pathname;

describe('a picture of oneself', () => {
  it.each(['png', 'jpeg', 'webp', 'gif'] as const)('is taken as %s, redrawn, and served', async (format) => {
    const bytes = await picture(40).toFormat(format).toBuffer();
    const { status, body } = await upload(form(bytes));
    expect(status).toBe(200);
    expect(body.profile_picture).toBe(body.avatar);
    const served = await fetch(here.url + pathOf(body.avatar));
    expect(served.status).toBe(200);
    expect(served.headers.get('content-type')).toMatch(/^image\/(png|jpeg|webp)$/);
    expect(served.headers.get('x-content-type-options')).toBe('nosniff');
    expect(served.headers.get('cache-control')).toContain('immutable');
    const metadata = await sharp(Buffer.from(await served.arrayBuffer())).metadata();
    expect([metadata.width, metadata.height]).toEqual([40, 40]);
  });

  it.each([
    ['auth/profile', 'avatar'],
    ['users/me', 'avatar'],
    ['users/me', 'profile_picture'],
  ])('may come to %s as %s, with other fields', async (path, field) => {
    const data = form(await picture(10).png().toBuffer(), { field });
    data.append('bio', 'with a picture');
    const { status, body } = await upload(data, path);
    expect([status, body.bio]).toEqual([200, 'with a picture']);
    expect(body.avatar).toMatch(/\/media\/[a-f0-9]{40}\.png$/);
  });

  it('comes with texts in UTF-8, and to no route but those that take it', async () => {
    const part = (name: string, text: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
    const headers = {
      authorization: `Bearer ${ada.access}`,
      'content-type': 'multipart/form-data; boundary=x',
    };
    const send = async (method: string, path: string, text: string) => {
      const body = Buffer.from(`${part('bio', text)}--x--\r\n`, 'latin1');
      const answer = await fetch(`${here.url}/api/v1/${path}`, { method, headers, body });
      return [answer.status, ((await answer.json()) as { code?: string }).code];
    };
    expect(await send('PUT', 'auth/profile', 'M\xc3\xbcnchen')).toEqual([200, undefined]);
    expect(await send('PUT', 'auth/profile', 'M\xfcnchen')).toEqual([400, 'MALFORMED_BODY']);
    for (const [method, path] of [
      ['POST', 'auth/login'],
      ['POST', 'bookings'],
      ['PATCH', 'events/1'],
      ['PUT', 'notifications/preferences'],
    ] as const)
      expect(await send(method, path, 'x')).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('is shrunk, and loses what the camera wrote into it', async () => {
    const bytes = await picture(3_000, 1_500)
      .withExif({ IFD0: { Artist: 'canary-artist' } })
      .jpeg()
      .toBuffer();
    expect(bytes.includes('canary-artist')).toBe(true);
    const { body } = await upload(form(bytes, { type: 'image/jpeg' }));
    const redrawn = Buffer.from(await (await fetch(here.url + pathOf(body.avatar))).arrayBuffer());
    expect(redrawn.includes('canary-artist')).toBe(false);
    expect((await sharp(redrawn).metadata()).width).toBe(2_560);
  });

  it('replaces the one before, whose file goes', async () => {
    await upload(form(await picture(11).png().toBuffer()));
    const { body } = await upload(form(await picture(12).png().toBuffer()));
    await eventually(async () => expect(await kept()).toEqual([pathOf(body.avatar).slice('/media/'.length)]));
    expect((await ada.http.patch('/api/v1/users/me', { avatar: body.avatar })).body.avatar).toBe(body.avatar);
    expect(await kept()).toHaveLength(1);
    expect((await ada.http.patch('/api/v1/users/me', { avatar: null })).body.avatar).toBeNull();
    await eventually(async () => expect(await kept()).toEqual([]));
  });

  it('may be an address elsewhere', async () => {
    const url = 'https://example.org/ada.png?size=2';
    expect((await ada.http.put('/api/v1/users/me', { profile_picture: url })).body.avatar).toBe(url);
  });

  it('keeps nothing but pixels of a polyglot', async () => {
    const script = '<script>alert("canary")</script>';
    const polyglot = Buffer.concat([await picture(20).gif().toBuffer(), Buffer.from(script)]);
    const { status, body } = await upload(
      form(polyglot, { name: '../../../../etc/x.html', type: 'text/html' }),
    );
    expect(status).toBe(200);
    const served = await (await fetch(here.url + pathOf(body.avatar))).text();
    expect(served).not.toContain('canary');
  });

  it.each([
    [
      'SVG with a script',
      '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>',
    ],
    ['HTML', '<!doctype html><img src=x onerror=alert(1)>'],
    ['nothing', ''],
    ['a PNG cut short', 'cut'],
    ['a bomb', 'bomb'],
    ['a PDF', '%PDF-1.4 1 0 obj'],
  ])('is not %s', async (_, content) => {
    const before = await kept();
    const bytes =
      content === 'bomb'
        ? pngOf(30_000, 30_000)
        : content === 'cut'
          ? (await picture(300).png().toBuffer()).subarray(0, 200)
          : content;
    const { status, body } = await upload(form(bytes));
    expect([status, body.code]).toEqual([400, 'NOT_A_PICTURE']);
    expect(body.field_errors).toHaveProperty('avatar');
    expect(await kept()).toEqual(before);
  });

  it('is at most 25 MB, and the refusal says so', async () => {
    const { status, body } = await upload(form(Buffer.alloc(25 * 1024 * 1024 + 1, 1)));
    expect([status, body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(body.error).toContain('25 MB');
  });

  it('is taken as a phone of 50 megapixels makes it', async () => {
    const bytes = await picture(8_160, 6_144).jpeg().toBuffer();
    const { status, body } = await upload(form(bytes, { type: 'image/jpeg' }));
    expect([status, body.code]).toEqual([200, undefined]);
    const served = Buffer.from(await (await fetch(here.url + pathOf(body.avatar))).arrayBuffer());
    expect(await sharp(served).metadata()).toMatchObject({ width: 2_560, height: 1_928 });
  });

  it.each([
    ['more than 50 megapixels', pngOf(8_000, 8_000), 'At most 50 megapixels are taken; this picture has 64.'],
    [
      'too many bytes a pixel',
      pngOf(7_000, 7_000, 16),
      'At most 200 MB of pixels are taken; this picture has 374.',
    ],
  ])('is not of %s, and the refusal says the limit', async (_, bytes, why) => {
    const { status, body } = await upload(form(bytes));
    expect([status, body.code, body.field_errors]).toEqual([400, 'NOT_A_PICTURE', { avatar: [why] }]);
  });

  it('is kept in at most 5 MB, whatever it shows', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 90 } as const;
    const bytes = await sharp({
      create: { width: 2_400, height: 2_400, channels: 3, background: '#888', noise },
    })
      .png({ compressionLevel: 1 })
      .toBuffer();
    expect(bytes.length).toBeGreaterThan(10 * 1024 * 1024);
    const { status, body } = await upload(form(bytes));
    expect([status, body.code]).toEqual([200, undefined]);
    const served = await (await fetch(here.url + pathOf(body.avatar))).arrayBuffer();
    expect(served.byteLength).toBeLessThanOrEqual(5 * 1024 * 1024);
  });

  it('is read one at a time of each person', async () => {
    const bytes = await picture(4_000).png().toBuffer();
    const [bob, carol] = [await here.signUp(), await here.signUp()];
    const sent = (person: Person) => person.http.put('/api/v1/auth/profile', form(bytes));
    const answers = await Promise.all([sent(bob), sent(bob), sent(bob), sent(carol)]);
    const codes = answers.map(({ status, body }) => (status === 200 ? 'taken' : body.code));
    expect(codes.slice(0, 3).filter((code) => code === 'taken')).not.toEqual([]);
    expect(codes.slice(0, 3)).toContain('UPLOAD_IN_PROGRESS');
    expect(codes[3]).toBe('taken');
    expect((await sent(bob)).status).toBe(200);
  });

  it('comes alone, and under its name', async () => {
    const bytes = await picture(10).png().toBuffer();
    const two = form(bytes);
    two.append('profile_picture', new Blob([new Uint8Array(bytes)]), 'b.png');
    expect((await upload(two)).status).toBe(400);
    expect((await upload(form(bytes, { field: 'cover' }))).status).toBe(400);
  });
});

describe('/media', () => {
  it.each([
    '../secret',
    '..%2f..%2fsecret',
    '%2e%2e/%2e%2e/etc/passwd',
    'a.png',
    '.hidden',
    `${'a'.repeat(40)}.svg`,
    `${'a'.repeat(40)}.png`,
    `${'a'.repeat(40)}.png%00`,
  ])('has nothing called %s', async (name) => {
    const answer = await here.http().get(`/media/${name}`);
    expect(answer.status).toBe(404);
    expect(answer.body.code).toBe('NOT_FOUND');
  });
});

/** A small PNG that claims to be huge. */
function pngOf(width: number, height: number, depth = 8): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, depth === 16 ? 6 : 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(100_000));
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type), data]);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
