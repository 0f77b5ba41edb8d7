/** Whoever asks while a read is under way shares the next one, so that no answer is older than its question. */
export class SharedReads<T> {
  private readonly rounds = new Map<string, { done: Promise<void>; next?: Promise<T> }>();

  read(key: string, work: () => Promise<T>): Promise<T> {
    const round = this.rounds.get(key);
    if (!round) return this.begin(key, work);
    round.next ??= round.done.then(() => this.begin(key, work));
    return round.next;
  }

  private begin(key: string, work: () => Promise<T>): Promise<T> {
    const answer = work();
    const end = () => {
      if (!round.next) this.rounds.delete(key);
    };
    const round: { done: Promise<void>; next?: Promise<T> } = { done: answer.then(end, end) };
    this.rounds.set(key, round);
    return answer;
  }
}
