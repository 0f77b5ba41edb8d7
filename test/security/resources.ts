import type { Person } from '../support/people.js';
import type { Stage } from './stage.js';

/** How to make one of what the parameter of these paths names, for its owner; answers the parameter's value. */
export interface Resource {
  paths: RegExp;
  make(stage: Stage, owner: Person): Promise<number | string>;
  /** A well-formed value that names nothing. */
  missing?: string;
}

export const RESOURCES: Resource[] = [];
