/** The only source of the present instant; tests put their own in its place. */
export abstract class Clock {
  abstract now(): Date;

  millis(): number {
    return this.now().getTime();
  }
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
