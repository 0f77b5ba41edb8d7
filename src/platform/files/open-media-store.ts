import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { MediaBucket } from './media-bucket.js';
import { MediaFolder } from './media-folder.js';
import type { MediaStore } from './media-store.js';

/** The one that `MEDIA_URL` names, else a folder of DATA_DIR. */
export function openMediaStore({ mediaBucket, dataDir }: Config): MediaStore {
  return mediaBucket ? new MediaBucket(mediaBucket) : new MediaFolder(join(dataDir, 'media'));
}
