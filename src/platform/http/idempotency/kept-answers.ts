import { Injectable } from '@nestjs/common';

type Render = (kept: never) => unknown;

/** What is kept under a key: the answer, or what the answer is rendered of where a shape is named. */
export interface KeptBody {
  shape: string | null;
  body: unknown;
}

/** Renders answers of what one statement kept in their place, by the very function that answered first. */
@Injectable()
export class KeptAnswers {
  private readonly shapes = new Map<string, Render>();

  /** `shape` says of which version it is: what was kept before a change is rendered as it was for a day. */
  register(shape: string, render: Render): void {
    if (this.shapes.has(shape)) throw new Error(`Two render what is kept as ${shape}.`);
    this.shapes.set(shape, render);
  }

  answerOf({ shape, body }: KeptBody): unknown {
    if (shape === null) return body;
    const render = this.shapes.get(shape);
    if (!render) throw new Error(`Nobody renders what is kept as ${shape}.`);
    return render(body as never);
  }
}
