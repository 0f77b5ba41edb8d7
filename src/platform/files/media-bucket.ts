import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { Unavailable } from '../../shared/errors.js';
import { descendantElements, parseXml, textOf } from '../../shared/xml/read-xml.js';
import type { MediaBucketConfig } from '../config/media-url.js';
import { Logger } from '../observability/logger.js';
import { MediaStore, type StoredMedia } from './media-store.js';

const TIMEOUT_MS = 10_000;
const RETRIES = 2;

/** A bucket of S3, or of what speaks as it does (MinIO, R2, Ceph). */
export class MediaBucket extends MediaStore {
  private readonly logger = new Logger(MediaBucket.name);
  private readonly client: AwsClient;
  private readonly root: string;

  constructor({ endpoint, bucket, region, accessKeyId, secretAccessKey }: MediaBucketConfig) {
    super();
    this.client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES });
    this.root = `${endpoint}/${bucket}`;
  }

  async put(name: string, bytes: Buffer, type: string): Promise<void> {
    const answer = await this.ask('PUT', `/${name}`, new Uint8Array(bytes), { 'content-type': type });
    await answer.arrayBuffer();
  }

  async get(name: string): Promise<StoredMedia | undefined> {
    const { status, body, headers } = await this.ask('GET', `/${name}`);
    if (status === 404 || !body) return undefined;
    const content = Readable.fromWeb(body as ReadableStream<Uint8Array>);
    return { content, bytes: Number(headers.get('content-length')) };
  }

  async remove(name: string): Promise<void> {
    await (await this.ask('DELETE', `/${name}`)).arrayBuffer();
  }

  async *names(): AsyncIterable<string> {
    for (let token: string | undefined = ''; token !== undefined;) {
      const query: string = new URLSearchParams({
        'list-type': '2',
        ...(token && { 'continuation-token': token }),
      }).toString();
      const page = parseXml(await (await this.ask('GET', `?${query}`)).text());
      const textsOf = (tag: string) => descendantElements(page, '*', tag).map(textOf);
      yield* textsOf('Key');
      [token] = textsOf('NextContinuationToken');
    }
  }

  private async ask(
    method: string,
    path: string,
    body?: Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const hash = createHash('sha256')
      .update(body ?? '')
      .digest('hex');
    const answer = await this.client
      .fetch(`${this.root}${path}`, {
        method,
        body,
        headers: { ...headers, 'x-amz-content-sha256': hash },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      .catch((error: Error) => this.away(`does not answer: ${error.message}`));
    if (answer.ok || answer.status === 404) return answer;
    await answer.body?.cancel();
    return this.away(`answers ${answer.status}`);
  }

  /** Callers learn no more than that they may come again. */
  private away(what: string): never {
    const cause = new Error(`The bucket of pictures ${what}`);
    this.logger.warn(cause.message);
    throw Object.assign(new Unavailable(), { cause });
  }
}
