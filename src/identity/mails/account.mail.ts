import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { renderLetter, type Letter } from '../../platform/mail/letter.js';
import type { Mail } from '../../platform/mail/mail.js';
import { fullNameOf, type Account } from '../accounts/account.entity.js';
import { denialOf } from './mailed-tokens.repository.js';

type Addressee = Pick<Account, 'id' | 'email' | 'firstName' | 'lastName' | 'username' | 'status'>;

const NOT_YOU = 'If that was not you, change your password now and end the sessions that you do not know.';

/** What goes to an address that is not proven yet, or for who is not signed in, is an anonymous caller's. */
@Injectable()
export class AccountMails {
  constructor(private readonly config: Config) {}

  verification(account: Addressee, token: string): Mail {
    return this.letter(account, {
      cause: 'anonymous',
      subject: 'Please confirm your e-mail address',
      paragraphs: [
        `Welcome! Somebody, hopefully you, registered as ${account.username} with this address.`,
        'Open this link within 24 hours to confirm that the address is yours.',
        'If you did not register, do not open that link: the other one erases the registration.',
      ],
      link: { label: 'Confirm my address', url: this.link('verify-email', token) },
      otherLink: { label: 'This was not me', url: this.link('verify-email?not_me=1', denialOf(token)) },
    });
  }

  passwordReset(account: Addressee, token: string): Mail {
    return this.letter(account, {
      cause: 'anonymous',
      subject: 'Set a new password',
      paragraphs: [
        `Somebody asked for a new password for your account ${account.username}.`,
        'Open this link within one hour to choose one. All devices will be signed out then.',
        'If you did not ask for it, ignore this mail: nothing changes.',
      ],
      link: { label: 'Choose a new password', url: this.link('reset-password', token) },
    });
  }

  /** To the new address, which becomes the account's own when the link is used. */
  newAddress(account: Addressee, address: string, token: string): Mail {
    return this.letter(account, {
      to: address,
      cause: 'anonymous',
      subject: 'Please confirm your new e-mail address',
      paragraphs: [
        `The account ${account.username} is to use this address.`,
        'Open this link within 24 hours to make the change. Until then nothing changes.',
      ],
      link: { label: 'Use this address', url: this.link('verify-email', token) },
    });
  }

  /** To the old address, as soon as the change is asked for. */
  addressChangeAsked(account: Addressee): Mail {
    return this.letter(account, {
      subject: 'Your e-mail address is about to change',
      paragraphs: [
        `Somebody who is signed in to your account ${account.username} asked for another e-mail address.`,
        'It takes effect when the new address is confirmed.',
        NOT_YOU,
      ],
    });
  }

  passwordDropped(account: Addressee): Mail {
    return this.letter(account, {
      subject: 'Please choose a new password',
      paragraphs: [
        `The password of your account ${account.username} was changed before this address was confirmed, ` +
          'so it does not work any more.',
        'Ask for a new one where you sign in: "forgot password".',
      ],
    });
  }

  passwordChanged(account: Addressee): Mail {
    return this.letter(account, {
      subject: 'Your password was changed',
      paragraphs: [`The password of your account ${account.username} was changed.`, NOT_YOU],
    });
  }

  refreshReused(account: Addressee, sessionId: number): Mail {
    const mail = this.letter(account, {
      subject: 'A session of yours was ended for safety',
      paragraphs: [
        'A refresh token of your account was used twice. That happens when somebody copied it, ' +
          'so we ended its session.',
        'Please sign in again there. If you see sessions that you do not know, end them and ' +
          'change your password.',
      ],
    });
    return { ...mail, dedupeKey: `identity.refresh_reused:${sessionId}` };
  }

  newDevice(account: Addressee, { device, ip, at }: { device: string; ip: string; at: Date }): Mail {
    return this.letter(account, {
      subject: `A new sign-in: ${device}`,
      paragraphs: [
        `Your account ${account.username} was signed in to from a program not seen before.`,
        NOT_YOU,
      ],
      facts: [
        ['Device', device],
        ['Address', ip],
        ['Time', `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`],
      ],
    });
  }

  mfaEnabled(account: Addressee): Mail {
    return this.letter(account, {
      subject: 'Your second factor is on',
      paragraphs: [
        `Signing in to your account ${account.username} by password takes a code of your app from now on.`,
        'Keep the recovery codes where you find them without your phone. All other devices were signed out.',
        NOT_YOU,
      ],
    });
  }

  mfaDisabled(account: Addressee): Mail {
    return this.letter(account, {
      subject: 'Your second factor is off',
      paragraphs: [
        `Signing in to your account ${account.username} takes the password alone from now on.`,
        NOT_YOU,
      ],
    });
  }

  /** An administrator did it, at the word of somebody who lost the app. */
  mfaReset(account: Addressee): Mail {
    return this.letter(account, {
      subject: 'Your second factor was removed',
      paragraphs: [
        `An administrator removed the second factor and the passkeys of your account ${account.username} and ` +
          'signed it out everywhere. The password alone signs in now.',
        'If you did not ask for that, change your password now and tell the people who run this site.',
      ],
    });
  }

  recoveryCodeUsed(account: Addressee, left: number): Mail {
    return this.letter(account, {
      subject: 'A recovery code of yours was used',
      paragraphs: [
        `A recovery code of your account ${account.username} was used; ${left} of ten are left.`,
        NOT_YOU,
      ],
    });
  }

  passkeyAdded(account: Addressee, name: string): Mail {
    return this.letter(account, {
      subject: `A passkey was added: ${name}`,
      paragraphs: [`A passkey can sign in to your account ${account.username} from now on.`, NOT_YOU],
    });
  }

  passkeyRemoved(account: Addressee, name: string): Mail {
    return this.letter(account, {
      subject: `A passkey was removed: ${name}`,
      paragraphs: [`It does not sign in to your account ${account.username} any more.`, NOT_YOU],
    });
  }

  passkeysEnded(account: Addressee, names: string[]): Mail {
    return this.letter(account, {
      subject: 'Add your passkeys anew',
      paragraphs: [
        `Your address is verified now. Passkeys that were added to your account ${account.username} before ` +
          `do not sign in any more, since anybody could have added them: ${names.join(', ')}.`,
      ],
    });
  }

  passkeyCopied(account: Addressee, name: string): Mail {
    return this.letter(account, {
      subject: `A passkey of yours may have been copied: ${name}`,
      paragraphs: [
        'It counted back when it was used to sign in, as happens when two devices hold one key. ' +
          'So it was refused.',
        'If you do not know why, remove it and add a new one.',
      ],
    });
  }

  providerLinked(account: Addressee, provider: string): Mail {
    return this.letter(account, {
      subject: `Your account can be used with ${provider} now`,
      paragraphs: [
        `A ${provider} account was connected to your account ${account.username} and can sign in to it.`,
        NOT_YOU,
      ],
    });
  }

  apiTokenMade(account: Addressee, token: { name: string; prefix: string; scopes: readonly string[] }): Mail {
    return this.letter(account, {
      subject: 'A token for programs was made',
      paragraphs: [
        `The token “${token.name}” (${token.prefix}…) lets a program call in the name of your account ` +
          `${account.username}, with these rights: ${token.scopes.join(', ')}.`,
        `If you did not make it, end it now. ${NOT_YOU}`,
      ],
    });
  }

  private letter(
    account: Addressee,
    letter: Omit<Letter, 'to' | 'cause' | 'fullName'> & Partial<Pick<Letter, 'to' | 'cause'>>,
  ): Mail {
    const to = account.email ?? '';
    return renderLetter(this.config.siteName, {
      ...{ to, cause: 'reader', fullName: fullNameOf(account) },
      ...letter,
    });
  }

  private link(page: string, token: string): string {
    return `${this.config.frontendUrl}/${page}${page.includes('?') ? '&' : '?'}token=${token}`;
  }
}
