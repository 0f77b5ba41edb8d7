import { csrfToken, Refusal } from './api.js';

const OK = [200, 201, 202];

/** Sends a file as `file`, and tells how much of it is on its way, which `fetch` cannot. */
export function upload<Body>(path: string, file: File, onPart: (part: number) => void): Promise<Body> {
  const sending = new XMLHttpRequest();
  const form = new FormData();
  form.append('file', file);
  sending.upload.addEventListener('progress', ({ loaded, total }) => onPart(total > 0 ? loaded / total : 0));
  sending.open('POST', path);
  sending.setRequestHeader('Accept', 'application/json');
  sending.setRequestHeader('X-CSRFToken', csrfToken());
  sending.responseType = 'json';
  return new Promise((resolve, reject) => {
    sending.addEventListener('error', () => reject(new Refusal(0, { code: 'UNREACHABLE' }, null)));
    sending.addEventListener('load', () => {
      const { status, response } = sending;
      if (OK.includes(status)) resolve(response as Body);
      else reject(new Refusal(status, (response ?? {}) as object, sending.getResponseHeader('Retry-After')));
    });
    sending.send(form);
  });
}
