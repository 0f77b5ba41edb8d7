import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';

const NOBODY = "frame-ancestors 'none'";
const CHECKOUT = 'https://checkout.stripe.com';

interface Shown {
  isEmbedded: boolean;
  usesCamera: boolean;
}

/** What a page may load and run: its own scripts and styles, nothing inline, nothing of others. */
@Injectable()
export class PageHeaders {
  private readonly policy: string;
  private readonly framedPolicy: string;

  constructor(config: Config) {
    // A form that is led elsewhere is checked there too.
    const forms = ["'self'", ...(config.offersStripe ? [CHECKOUT] : [])];
    this.policy = [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' data: blob:",
      "connect-src 'self'",
      "media-src 'self' blob:",
      `form-action ${forms.join(' ')}`,
      "base-uri 'none'",
      NOBODY,
    ].join('; ');
    const ancestors = config.embedOrigins.join(' ');
    this.framedPolicy = ancestors ? this.policy.replace(NOBODY, `frame-ancestors ${ancestors}`) : this.policy;
  }

  /** Over the ordinary ones. Without a referrer browsers would hide the origin of our own forms. */
  set(response: Response, { isEmbedded, usesCamera }: Shown): void {
    const policy = isEmbedded ? this.framedPolicy : this.policy;
    response.setHeader('Content-Security-Policy', policy);
    // It knows no origins: where the policy allows some, older browsers would still refuse them by it.
    if (policy !== this.policy) response.removeHeader('X-Frame-Options');
    response.setHeader('Permissions-Policy', usesCamera ? 'camera=(self)' : 'camera=()');
    response.setHeader('Referrer-Policy', 'same-origin');
    response.vary('Accept-Language, Cookie');
    if (response.getHeader('Cache-Control') === undefined)
      response.setHeader('Cache-Control', 'private, no-store');
  }
}
