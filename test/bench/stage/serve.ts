type Handler = (order: any) => unknown;

/** The other side of CoProcess: answers each question with what its handler returns. */
export function serve(handlers: Record<string, Handler>): void {
  const known: Record<string, Handler> = { ping: () => 'pong', ...handlers };
  process.on('message', (message: { id: number; what: string; order: unknown }) => {
    const { id, what, order } = message;
    Promise.resolve()
      .then(() => known[what]!(order))
      .then((answer) => process.send!({ id, answer }))
      .catch((error: Error) => process.send!({ id, error: error.stack ?? String(error) }));
  });
  process.on('disconnect', () => process.exit());
}
