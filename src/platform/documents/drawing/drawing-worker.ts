import { parentPort } from 'node:worker_threads';
import type { DrawingAnswer, DrawingTask } from '../drawing-thread.js';
import { qrPng } from './qr.js';
import { renderPdf } from './render-pdf.js';

parentPort!.on('message', async (task: DrawingTask) => {
  const answer = await draw(task).then(
    (bytes): DrawingAnswer => ({ bytes: new Uint8Array(bytes) }),
    (error: Error): DrawingAnswer => ({ error: error.stack ?? error.message }),
  );
  parentPort!.postMessage(answer);
});

function draw(task: DrawingTask): Promise<Buffer> {
  return 'paper' in task ? renderPdf(task.paper) : qrPng(task.code);
}
