import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks whoever sits at the terminal, or reads the answers line by line from where standard input comes. */
export class Questions {
  private readonly reader: Interface;
  private readonly lines: AsyncIterator<string>;
  private hidden = false;

  constructor(private readonly yesToAll = false) {
    const terminal = process.stdin.isTTY === true;
    const output = new Writable({
      write: (chunk: Buffer, _, done) => {
        if (!this.hidden) process.stderr.write(chunk);
        done();
      },
    });
    this.reader = createInterface({ input: process.stdin, output, terminal });
    this.lines = this.reader[Symbol.asyncIterator]();
  }

  /** Empty at the end of the input. */
  async ask(question: string): Promise<string> {
    process.stderr.write(`${question} `);
    const { value, done } = await this.lines.next();
    return done ? '' : value.trim();
  }

  /** Does not show what is typed. */
  async askSecretly(question: string): Promise<string> {
    this.hidden = true;
    const answer = await this.ask(question);
    this.hidden = false;
    process.stderr.write('\n');
    return answer;
  }

  async confirm(question: string): Promise<boolean> {
    return this.yesToAll || /^y(es)?$/i.test(await this.ask(`${question} [y/N]`));
  }

  close(): void {
    this.reader.close();
  }
}
