import { basename } from 'node:path';
import type { Locator, Page } from './playwright';

/** VS Code's window, driven by its keyboard shortcuts as a person would. */
export class Workbench {
  constructor(readonly page: Page) {}

  static async open(page: Page, url: string, folder: string): Promise<Workbench> {
    await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    return new Workbench(page);
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  /** Runs a command of the command palette by its whole title. */
  async command(title: string): Promise<void> {
    await this.press('F1');
    await this.choose(`>${title}`, title);
  }

  /** Opens a file of the workspace and puts the cursor into it. */
  async openFile(path: string): Promise<void> {
    const name = basename(path);
    await this.press('Control+P');
    await this.choose(path, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor();
  }

  /** Types `text` in place of a whole line (1-based) of the open file. */
  async retypeLine(line: number, text: string): Promise<void> {
    await this.press('Control+G');
    await this.quickInput().fill(`:${line}`);
    await this.press('Enter');
    await this.page.locator('[id="status.editor.selection"]', { hasText: `Ln ${line},` }).waitFor();
    // Home goes to the first letter, then to the line's very start.
    await this.press('End');
    await this.press('Shift+Home');
    await this.press('Shift+Home');
    await this.page.keyboard.insertText(text);
    await this.page.locator('.tab.active.dirty').waitFor();
  }

  /** Saves the open file and waits until VS Code shows it as saved. */
  async save(): Promise<void> {
    await this.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').waitFor();
  }

  /** Types into the open quick input, waits until the row with this text is the focused one, and takes it. */
  async choose(typed: string, row: string): Promise<void> {
    await this.quickInput().fill(typed);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: row }).first().waitFor();
    await this.press('Enter');
    await this.page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
  }

  async pressButton(label: string): Promise<void> {
    await this.page.locator('.monaco-button', { hasText: label }).first().click();
  }

  /** Takes an item of the open context menu, by Enter: a click is ignored for as long as the menu is new. */
  async chooseFromMenu(label: string): Promise<void> {
    const item = this.page.locator('.monaco-menu .action-item').filter({
      has: this.page.locator('.action-label', { hasText: new RegExp(`^${label}$`) }),
    });
    await item.hover();
    await this.page.locator('.monaco-menu .action-item.focused', { hasText: label }).waitFor();
    await this.press('Enter');
    await item.waitFor({ state: 'hidden' });
  }

  /** Waits for a notification with this text. */
  async notificationShows(text: string): Promise<void> {
    await this.page.locator('.notification-toast', { hasText: text }).first().waitFor();
  }

  /** The item of the status bar that holds this text. */
  statusBar(text: string): Locator {
    return this.page.locator('.statusbar-item', { hasText: text }).first();
  }

  /** The texts of the notifications on the screen. */
  notifications(): Promise<string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allTextContents();
  }

  private quickInput(): Locator {
    return this.page.locator('.quick-input-widget input').first();
  }
}
