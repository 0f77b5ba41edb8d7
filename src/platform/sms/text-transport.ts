import type { Config, TwilioClient } from '../config/config.js';
import { Logger } from '../observability/logger.js';

const TIMEOUT_MS = 15_000;
/** What the request itself is at fault for: another try would end the same. */
const FINAL_STATUS = 400;
const OPTED_OUT = 21_610;

export interface OutgoingText {
  to: string;
  body: string;
}

export class TextRefused extends Error {
  constructor(
    message: string,
    readonly isFinal: boolean,
  ) {
    super(message);
  }
}

export abstract class TextTransport {
  abstract deliver(text: OutgoingText): Promise<void>;
}

export function textTransport(config: Config): TextTransport | null {
  return config.twilio ? new TwilioTransport(config.twilio) : null;
}

/** By the interface of Twilio's messages: one form, and basic authentication. */
class TwilioTransport extends TextTransport {
  constructor(private readonly client: TwilioClient) {
    super();
  }

  async deliver({ to, body }: OutgoingText): Promise<void> {
    const { accountSid, authToken, from, apiUrl } = this.client;
    const sender = from.startsWith('MG') ? 'MessagingServiceSid' : 'From';
    const answer = await fetch(`${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      body: new URLSearchParams({ To: to, [sender]: from, Body: body }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    if (answer.ok) return void (await answer.body?.cancel());
    const { code } = (await answer.json().catch(() => ({}))) as { code?: unknown };
    const known = typeof code === 'number' ? `, error ${code}` : '';
    const why = code === OPTED_OUT ? 'This number wants no text messages' : 'The text message was not taken';
    throw new TextRefused(`${why}: ${answer.status}${known}.`, answer.status === FINAL_STATUS);
  }
}

/** Without a provider: development sees what it says, production that there was one. */
export function logText(logger: Logger, { to, body }: OutgoingText, isProduction: boolean): void {
  const said = isProduction ? { characters: body.length } : { to, body };
  logger.info('A text message is only logged: no provider is set up', said);
}
