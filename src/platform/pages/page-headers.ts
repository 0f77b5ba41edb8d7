import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';

const CHECKOUT = 'https://checkout.stripe.com';

/** What a page may load and run: its own scripts and styles, nothing inline, nothing of others. */
@Injectable()
export class PageHeaders {
  private readonly policy: string;

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
      "frame-ancestors 'none'",
    ].join('; ');
  }

  /** Over the ordinary ones. Without a referrer browsers would hide the origin of our own forms. */
  set(response: Response): void {
    response.setHeader('Content-Security-Policy', this.policy);
    response.setHeader('Referrer-Policy', 'same-origin');
    response.vary('Accept-Language, Cookie');
    if (response.getHeader('Cache-Control') === undefined)
      response.setHeader('Cache-Control', 'private, no-store');
  }
}
