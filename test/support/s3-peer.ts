import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const KEYS_A_PAGE = 2;
const LIST = '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">';
const AUTHORIZATION = new RegExp(
  String.raw`^AWS4-HMAC-SHA256 Credential=AKTEST/(\d{8})/eu-test-1/s3/aws4_request, ` +
    String.raw`SignedHeaders=([^,]+), Signature=(\w{64})$`,
);
const sha256 = (value: string | Buffer) => createHash('sha256').update(value).digest('hex');
const hmac = (key: string | Buffer, value: string) => createHmac('sha256', key).update(value).digest();

/** A store as S3 is, on the loopback: takes nothing whose signature it does not compute itself. */
export class S3Peer {
  readonly objects = new Map<string, { bytes: Buffer; type: string }>();
  readonly refused: string[] = [];
  failing = false;
  private readonly server: Server;

  private constructor(
    readonly bucket: string,
    readonly region: string,
    readonly keyId: string,
    readonly secret: string,
  ) {
    this.server = createServer((request, response) => {
      void this.answer(request).then(({ status, body = '', type = 'application/xml' }) =>
        response.writeHead(status, { 'content-type': type, 'content-length': body.length }).end(body),
      );
    });
  }

  static async listen(): Promise<S3Peer> {
    const peer = new S3Peer('pictures', 'eu-test-1', 'AKTEST', 'a secret of the store');
    peer.server.listen(0, '127.0.0.1');
    await once(peer.server, 'listening');
    return peer;
  }

  get env(): Record<string, string> {
    const { port } = this.server.address() as AddressInfo;
    return {
      MEDIA_URL: `s3://${this.bucket}?endpoint=http://127.0.0.1:${port}&region=${this.region}`,
      AWS_ACCESS_KEY_ID: this.keyId,
      AWS_SECRET_ACCESS_KEY: this.secret,
    };
  }

  close(): void {
    this.server.close().closeAllConnections();
  }

  private async answer(
    request: IncomingMessage,
  ): Promise<{ status: number; body?: string | Buffer; type?: string }> {
    const bytes = await buffer(request);
    const url = new URL(request.url!, 'http://peer');
    if (this.failing) return { status: 500 };
    if (!this.isSigned(request, url, bytes)) {
      this.refused.push(`${request.method} ${request.url}`);
      return { status: 403, body: '<Error><Code>SignatureDoesNotMatch</Code></Error>' };
    }
    const key = decodeURIComponent(url.pathname.slice(this.bucket.length + 2));
    if (request.method === 'PUT')
      this.objects.set(key, { bytes, type: String(request.headers['content-type']) });
    if (request.method === 'DELETE') return { status: this.objects.delete(key) ? 204 : 404 };
    if (request.method === 'GET' && !key) return { status: 200, body: this.page(url) };
    const found = this.objects.get(key);
    if (request.method !== 'GET') return { status: 200 };
    return found ? { status: 200, body: found.bytes, type: found.type } : { status: 404, body: '<Error/>' };
  }

  private page({ searchParams }: URL): string {
    const after = searchParams.get('continuation-token') ?? '';
    const keys = [...this.objects.keys()].sort().filter((key) => key > after);
    const shown = keys.slice(0, KEYS_A_PAGE);
    const next =
      keys.length > shown.length ? `<NextContinuationToken>${shown.at(-1)}</NextContinuationToken>` : '';
    const contents = shown.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    return `${LIST}${contents}${next}</ListBucketResult>`;
  }

  /** Signature version 4, as Amazon documents it. */
  private isSigned(request: IncomingMessage, url: URL, bytes: Buffer): boolean {
    const { headers, method } = request;
    const [, date, names = '', given] = AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
    const at = String(headers['x-amz-date']);
    const hash = String(headers['x-amz-content-sha256']);
    const areSigned = ['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) =>
      names.split(';').includes(name),
    );
    if (!date || !areSigned || !at.startsWith(date) || hash !== sha256(bytes)) return false;
    const query = [...url.searchParams]
      .map((pair) => pair.map(encodeURIComponent).join('='))
      .sort()
      .join('&');
    const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
    const canonical = [method, url.pathname, query, lines.join(''), names, hash].join('\n');
    const scope = `${date}/${this.region}/s3/aws4_request`;
    const key = [this.region, 's3', 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${this.secret}`, date));
    const text = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
    return hmac(key, text).toString('hex') === given;
  }
}
