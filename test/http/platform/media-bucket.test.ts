import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { diagnose } from '../../../src/operator/doctor.js';
import { loadConfig } from '../../../src/platform/config/config.js';
import { openMediaStore } from '../../../src/platform/files/open-media-store.js';
import { eventually } from '../../support/eventually.js';
import { S3Peer } from '../../support/s3-peer.js';
import { world, type Person, type World } from '../../support/world.js';

let peer: S3Peer;
let here: World;
let ada: Person;
beforeAll(async () => {
  peer = await S3Peer.listen();
  here = await world(peer.env);
  ada = await here.signUp();
});
afterAll(async () => {
  await here.close();
  peer.close();
});

async function upload() {
  const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#3366cc' } })
    .png()
    .toBuffer();
  const data = new FormData();
  data.append('avatar', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'a.png');
  return ada.http.put('/api/v1/users/me', data);
}

const nameOf = (address: string) => new URL(address).pathname.slice('/media/'.length);

describe('pictures in a bucket', () => {
  it('are put there, signed, and served as ever', async () => {
    const { body } = await upload();
    const name = nameOf(body.avatar);
    expect([...peer.objects.keys()]).toEqual([name]);
    expect(peer.objects.get(name)!.type).toBe('image/png');
    const served = await fetch(`${here.url}/media/${name}`);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(peer.objects.get(name)!.bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(await served.arrayBuffer())).toEqual(peer.objects.get(name)!.bytes);
    const again = { headers: { 'if-none-match': served.headers.get('etag')!, 'cache-control': 'max-age=0' } };
    expect((await fetch(`${here.url}/media/${name}`, again)).status).toBe(304);
    expect((await fetch(`${here.url}/media/${'a'.repeat(40)}.png`)).status).toBe(404);
    expect(existsSync(join(here.dataDir, 'media'))).toBe(false);
    expect(peer.refused).toEqual([]);
  });

  it('are removed when others take their place, and listed over all pages', async () => {
    const [former] = peer.objects.keys();
    const { body } = await upload();
    await eventually(() => expect([...peer.objects.keys()]).toEqual([nameOf(body.avatar)]));
    expect(peer.objects.has(former!)).toBe(false);
    for (const letter of ['a', 'b', 'c', 'd']) peer.objects.set(letter, { bytes: Buffer.from(''), type: '' });
    const names: string[] = [];
    for await (const name of openMediaStore(loadConfig(peer.env)).names()) names.push(name);
    expect(names.sort()).toEqual([...peer.objects.keys()].sort());
  });

  it('are not taken by a store that is away or that refuses the key, and the doctor names it', async () => {
    const env = { ...peer.env, AWS_SECRET_ACCESS_KEY: 'another' };
    const stranger = openMediaStore(loadConfig(env));
    const refused = stranger.put('x', Buffer.from('x'), 'image/png');
    await expect(refused).rejects.toMatchObject({ kind: 'unavailable' });
    expect(peer.objects.has('x')).toBe(false);
    expect(peer.refused).toEqual(['PUT /pictures/x']);
    const found = await diagnose({ ...env, DATABASE_URL: here.databaseUrl, DATA_DIR: here.dataDir });
    expect(found.find(({ subject }) => subject === 'media')).toMatchObject({
      state: 'broken',
      says: expect.stringMatching(/^MEDIA_URL names pictures at http:.* answers 403$/),
    });

    peer.failing = true;
    const { status, body } = await upload();
    peer.failing = false;
    expect([status, body.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    expect(JSON.stringify(body)).not.toContain('127.0.0.1');
  });
});
