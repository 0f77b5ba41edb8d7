/** `answer`, or the error that `late` makes where it takes longer than `ms`. */
export function withTimeout<T>(ms: number, answer: Promise<T>, late: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    // This process may have been the busy one: what has arrived meanwhile is read before the time counts as over.
    const timer = setTimeout(() => setImmediate(() => reject(late())), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
