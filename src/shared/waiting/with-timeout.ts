/** Rejects with the error that `late` makes where `answer` takes longer than `ms`. */
export function withTimeout<T>(ms: number, answer: Promise<T>, late: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    // The event loop may have been busy: what arrived meanwhile is read before time counts as over.
    const timer = setTimeout(() => setImmediate(() => reject(late())), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
