import type { ComponentChild } from 'preact';
import type { Language, Translate } from '../lib/i18n.js';
import type { MessageKey } from '../messages/en.js';

/** What a page refuses, in the words of the wire. */
export interface Failure {
  status: number;
  code: string;
  message: string;
  fields: Readonly<Record<string, readonly string[]>>;
  details: unknown;
  retryAfter: number | null;
}

export interface Viewer {
  username: string;
  fullName: string;
  isAdmin: boolean;
}

/** All that a page knows besides its body; as plain values, so that an island is given the very same. */
export interface PageFacts {
  site: string;
  language: Language;
  theme: 'light' | 'dark' | null;
  zone: string | null;
  path: string;
  query: Readonly<Record<string, string>>;
  viewer: Viewer | null;
  csrf: string | null;
  /** What was sent by a form that is shown again; secrets are left out. */
  typed: Readonly<Record<string, string>>;
  failure: Failure | null;
  now: string;
  isEmbedded: boolean;
  /** How much waits for who runs the installation, by room: where its page asks for it. */
  waiting?: Readonly<Record<string, number>>;
}

export interface PageContext extends PageFacts {
  t: Translate;
  /** Whether there are words for it; an island knows those alone that came with it. */
  knows(key: string): key is MessageKey;
}

export interface PageProps<Body> {
  body: Body;
  page: PageContext;
}

export interface Island<Body> {
  name: string;
  messages: readonly string[];
  hydrates?: true;
  /** A script that works beside the page. */
  worker?: string;
  /** What it is given in place of body and facts, where it does not hydrate. */
  facts?: Readonly<Record<string, unknown>>;
  /** The body in fewer bytes, for what hydrates. */
  pack?(body: Body): unknown;
}

export interface Page<Body> {
  title(props: PageProps<Body>): string;
  View(props: PageProps<Body>): ComponentChild;
  /**
   * A script, and the beginnings of the names of its messages; what hydrates is given body and facts too. As a
   * function where it depends on the body.
   */
  island?: Island<Body> | ((props: PageProps<Body>) => Island<Body> | undefined);
  /** Pages of others may frame it, by `?embed=1`; it knows of no session then. */
  isEmbeddable?: true;
  /** Not for search engines. */
  isPrivate?: boolean;
  /** Whether it shows what waits for who runs the installation. */
  showsWaiting?: true;
  /** Whether its script may use the camera. */
  usesCamera?: true;
  /** `bare` is a screen of its own, without the frame around it. */
  width?: 'narrow' | 'wide' | 'bare';
}

export function definePage<Body>(page: Page<Body>): Page<Body> {
  return page;
}
