import type { Locator, Page } from './playwright';

/** A row of the Call Stack. `line` is 1-based. */
export interface ShownFrame {
  name: string;
  file: string;
  line: number;
}

/** What VS Code shows of a debug session: Call Stack, Debug Console, toolbar. */
export class DebugViews {
  constructor(private readonly page: Page) {}

  /** Waits until the Call Stack says why it stopped, as in "Paused on exception", and has frames. */
  async stopped(why: string): Promise<void> {
    const states = '.pane-header .call-stack-state-message, .debug-call-stack .state.label';
    await this.page.locator(states, { hasText: why }).first().waitFor();
    await this.frames().first().waitFor();
  }

  /** Waits until there is no session any more: then the toolbar goes. */
  ended(): Promise<void> {
    return this.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  }

  /** The first frames. VS Code asks for the top one first and for the others when it has shown that. */
  async callStack(length: number): Promise<ShownFrame[]> {
    const rows = this.frames();
    await rows.nth(length - 1).waitFor();
    const numbers = Array.from({ length }, (_, index) => index);
    return Promise.all(
      numbers.map(async (index) => {
        const text = async (part: string) => (await rows.nth(index).locator(part).first().textContent()) ?? '';
        const [name, file, place] = await Promise.all([text('.label'), text('.file-name'), text('.line-number')]);
        return { name, file, line: Number.parseInt(place, 10) };
      }),
    );
  }

  /** Selects the topmost frame of this function, as a click on it does. */
  async selectFrame(name: string): Promise<void> {
    await this.frame(name).click();
    await this.page
      .locator('.debug-call-stack .monaco-list-row.selected')
      .filter({ has: this.label(name) })
      .waitFor();
  }

  /** Opens the context menu of the topmost frame of this function. */
  openFrameMenu(name: string): Promise<void> {
    return this.frame(name).click({ button: 'right' });
  }

  /** Waits until the Debug Console shows this text. */
  consoleShows(text: string): Promise<void> {
    return this.page.locator('.repl .monaco-list-row', { hasText: text }).first().waitFor();
  }

  private frame(name: string): Locator {
    return this.frames()
      .filter({ has: this.label(name) })
      .first();
  }

  /** By the label alone: a file may have the function's name in its own. */
  private label(name: string): Locator {
    return this.page.locator('.label', { hasText: new RegExp(`^${name}$`) });
  }

  private frames(): Locator {
    return this.page.locator('.debug-call-stack .monaco-list-row .stack-frame');
  }
}
