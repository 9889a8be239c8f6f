/** A request that is refused: its message is the one sentence that the user reads (messages.ts). */
export class Refused extends Error {
  constructor(
    message: string,
    /** False for what the client shows in a place of its own, e.g. a watch expression that cannot be evaluated. */
    readonly showUser = true,
  ) {
    super(message);
    this.name = 'Refused';
  }
}
