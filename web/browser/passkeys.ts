import { answerOf, api, Refusal } from './api.js';
import { messageOf } from './data.js';

/** Asks the device for a new passkey, or for one to sign in with, and says what was refused. */
export async function passkeys(place: HTMLElement): Promise<void> {
  const alert = document.getElementById('passkey-refused')!;
  alert.hidden = true;
  try {
    await (place instanceof HTMLFormElement ? add(place) : signIn(place));
  } catch (error) {
    alert.textContent = wordsFor(error);
    alert.hidden = false;
  }
}

async function add(form: HTMLFormElement): Promise<void> {
  const fields = new FormData(form);
  const text = (name: string) => String(fields.get(name) ?? '').trim() || undefined;
  const proof = { password: text('password'), code: text('code') };
  const options = await answerOf(api.POST('/api/v1/users/passkeys/options', { body: proof }));
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as never);
  const credential = await navigator.credentials.create({ publicKey });
  const body = { name: text('name') ?? navigator.platform, credential: jsonOf(credential) };
  await answerOf(api.POST('/api/v1/users/passkeys', { body }));
  location.assign(`${location.pathname}?done=passkey`);
}

async function signIn({ dataset }: HTMLElement): Promise<void> {
  const options = await answerOf(api.POST('/api/v1/auth/passkey/options', { body: {} }));
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as never);
  const credential = await navigator.credentials.get({ publicKey });
  const answer = await answerOf(api.POST('/api/v1/auth/passkey', { body: { credential: jsonOf(credential) } }));
  const next = dataset['next'] ?? '';
  if ('mfa_token' in answer) askForCode({ mfa_token: answer.mfa_token, next });
  else location.assign(`/login?${new URLSearchParams(next ? { next } : {}).toString()}`);
}

/** The page of the sign-in does, where the device did not make sure who holds it. */
function askForCode(fields: Record<string, string>): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/login';
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

function jsonOf(credential: Credential | null): Record<string, never> {
  return (credential as PublicKeyCredential).toJSON() as unknown as Record<string, never>;
}

function wordsFor(error: unknown): string {
  if (error instanceof DOMException) return messageOf('account.passkey.cancelled');
  const isWrongPassword = error instanceof Refusal && error.fields['password'] !== undefined;
  const code = isWrongPassword ? 'password' : error instanceof Refusal ? error.code : 'other';
  return messageOf(`account.passkey.${code}`) || messageOf('account.passkey.other');
}
