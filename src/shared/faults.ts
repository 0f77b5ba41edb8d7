import { InvalidInput, type FieldErrors } from './errors.js';

/** What is invalid by several questions of a use case, so that one refusal names all of it. */
export class Faults {
  private readonly found: FieldErrors = {};

  add(faults: FieldErrors): void {
    Object.assign(this.found, faults);
  }

  /** Undefined where the question was refused with `InvalidInput`; other refusals come first. */
  async ask<T>(question: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      this.add(error.fieldErrors);
      return undefined;
    }
  }

  /** Refuses with `InvalidInput` where something was found. */
  refuse(): void {
    if (Object.keys(this.found).length > 0) throw this.refusal();
  }

  refusal(): InvalidInput {
    return new InvalidInput(this.found);
  }
}
