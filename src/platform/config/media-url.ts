import { withoutEndingSlashes } from '../../shared/texts.js';
import type { EnvParser } from './env-parsers.js';

export interface MediaLocation {
  endpoint: string;
  bucket: string;
  region: string;
}

export interface MediaBucketConfig extends MediaLocation {
  accessKeyId: string;
  secretAccessKey: string;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const REGION = /^[a-z0-9-]{1,40}$/;

/** `s3://bucket?endpoint=…&region=…`; the endpoint is Amazon's of the region where none is named. */
export const mediaUrl = (): EnvParser<MediaLocation | undefined> => ({
  defaultText: '',
  parse(text) {
    if (!text) return undefined;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const { region = 'us-east-1', endpoint, ...others } = Object.fromEntries(url?.searchParams ?? []);
    const from = endpoint ?? `https://s3.${region}.amazonaws.com`;
    const isSound =
      url?.protocol === 's3:' &&
      BUCKET.test(url.hostname) &&
      /^\/?$/.test(url.pathname) &&
      REGION.test(region) &&
      Object.keys(others).length === 0 &&
      URL.canParse(from) &&
      /^https?:$/.test(new URL(from).protocol);
    if (!isSound) throw new RangeError('s3://bucket?endpoint=https://…&region=…');
    return { endpoint: withoutEndingSlashes(from), bucket: url.hostname, region };
  },
});
