/** What has to be undone when a stage goes, in the reverse order of its building. One step's failure stops no other step. */
export class TakeDown {
  private readonly steps: (() => Promise<void> | void)[] = [];

  add(step: () => Promise<void> | void): void {
    this.steps.unshift(step);
  }

  /** Answers what failed. */
  async run(): Promise<unknown[]> {
    const failures: unknown[] = [];
    for (const step of this.steps) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    return failures;
  }
}
