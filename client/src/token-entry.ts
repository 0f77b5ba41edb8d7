import type { Closed, Entry, LiveListener, LiveSocket } from '../../web/browser/live-socket.js';
import { ConvokeError } from './convoke-error.js';
import type { TokenKeeper } from './tokens.js';

const [UNAUTHORIZED, EXPIRED, REVOKED] = [401, 4401, 4403];

export type ConvokeSocket = LiveSocket<ConvokeError>;
export type Listener = LiveListener<ConvokeError>;

/** To a socket: with the token of who is signed in, which is renewed where it has expired. */
export class TokenEntry implements Entry<ConvokeError> {
  constructor(
    private readonly tokens: TokenKeeper,
    /** Throws what HTTP answers to who is not let in: a socket does not say why. */
    private readonly askWhy: () => Promise<unknown>,
  ) {}

  token(): Promise<string | undefined> {
    return this.tokens.ready();
  }

  async comeBack({ code, token, wasOpen }: Closed): Promise<void> {
    if (code === REVOKED) throw signedOut('SESSION_ENDED', 'This session has ended. Please sign in again.');
    if (code === EXPIRED && !(await this.tokens.renewed(token)))
      throw signedOut('TOKEN_NOT_VALID', 'The token is not valid or has expired.');
    if (!wasOpen && token !== undefined) await this.askWhy();
  }

  isEnd(error: unknown): error is ConvokeError {
    return error instanceof ConvokeError && error.isSignedOut;
  }
}

function signedOut(code: string, error: string): ConvokeError {
  return new ConvokeError(UNAUTHORIZED, { code, error });
}
