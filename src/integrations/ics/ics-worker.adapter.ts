import { parentPort } from 'node:worker_threads';
import { busyTimesOf } from './busy-times.policy.js';
import { UnreadableFile } from './ics-file.policy.js';
import type { IcsAnswer, IcsTask } from './ics-reader.adapter.js';

parentPort!.on('message', ({ texts, ...asked }: IcsTask) => {
  const answers = texts.map((text): IcsAnswer => {
    try {
      return busyTimesOf({ text, ...asked });
    } catch (error) {
      return { unreadable: error instanceof UnreadableFile ? error.message : 'The file cannot be read.' };
    }
  });
  parentPort!.postMessage(answers);
});
