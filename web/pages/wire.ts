import type { components } from '../browser/schema.js';

/** A body as the OpenAPI document describes it, by its name there. */
export type Wire<Name extends keyof components['schemas']> = components['schemas'][Name];
