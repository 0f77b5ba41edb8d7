import { ConvokeError } from './convoke-error.js';

export interface Tokens {
  /** An access token, which is good for an hour, or a token for programs. */
  access?: string;
  /** What a new access token is made of; each is good once. */
  refresh?: string;
}

export type Renew = (refresh: string) => Promise<Tokens>;

/** The tokens of one person. However many calls find that the old one has expired, it is renewed once. */
export class TokenKeeper {
  private renewing?: Promise<void>;

  constructor(
    private tokens: Tokens,
    private readonly renew: Renew,
    private readonly onTokens: (tokens: Tokens) => void = () => undefined,
  ) {}

  get access(): string | undefined {
    return this.tokens.access;
  }

  get refresh(): string | undefined {
    return this.tokens.refresh;
  }

  keep({ access, refresh }: Tokens): void {
    this.tokens = { access, refresh };
    this.onTokens({ access, refresh });
  }

  /** The token to send, which is asked for first where only that for renewal is known. */
  async ready(): Promise<string | undefined> {
    if (this.access === undefined) await this.renewed(undefined);
    return this.access;
  }

  /** Whether there is another one now than the one that was refused; throws where the renewal was refused. */
  async renewed(refused: string | undefined): Promise<boolean> {
    if (this.access !== refused) return true;
    if (this.refresh === undefined) return false;
    this.renewing ??= this.exchange(this.refresh).finally(() => (this.renewing = undefined));
    await this.renewing;
    return true;
  }

  private async exchange(refresh: string): Promise<void> {
    const isStillMeant = () => this.refresh === refresh;
    try {
      const tokens = await this.renew(refresh);
      if (isStillMeant()) this.keep(tokens);
    } catch (error) {
      // It is dead for good: nobody shall ask with it again.
      if (error instanceof ConvokeError && error.isSignedOut && isStillMeant()) this.keep({});
      throw error;
    }
  }
}
