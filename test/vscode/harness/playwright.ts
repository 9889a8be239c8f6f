import { createRequire } from 'node:module';
import { join } from 'node:path';

// The part of Playwright that the harness uses. Playwright is not among the repository's packages (see install.mjs), so its
// own types are not there when the repository is checked. Locators only: a function that ran in the page would need the
// browser's types as well.

export interface Locator {
  locator(selector: string): Locator;
  filter(options: { has: Locator }): Locator;
  first(): Locator;
  nth(index: number): Locator;
  click(options?: { button?: 'left' | 'right' }): Promise<void>;
  hover(): Promise<void>;
  fill(text: string): Promise<void>;
  waitFor(options?: { state?: 'visible' | 'hidden'; timeout?: number }): Promise<void>;
  textContent(): Promise<string | null>;
  allTextContents(): Promise<string[]>;
}

export interface Page {
  keyboard: { press(key: string): Promise<void>; insertText(text: string): Promise<void> };
  goto(url: string): Promise<unknown>;
  locator(selector: string, options?: { hasText: string | RegExp }): Locator;
  screenshot(options: { path: string }): Promise<unknown>;
}

export interface BrowserContext {
  pages(): Page[];
  setDefaultTimeout(ms: number): void;
  close(): Promise<void>;
}

interface LaunchOptions {
  executablePath: string;
  headless: boolean;
  viewport: { width: number; height: number };
  args: string[];
  env: NodeJS.ProcessEnv;
}

interface Playwright {
  chromium: { launchPersistentContext(profile: string, options: LaunchOptions): Promise<BrowserContext> };
}

/** Starts the browser with a fresh profile in `folder`; every wait ends after 30 s. */
export async function startBrowser(tools: string, folder: string, env: NodeJS.ProcessEnv): Promise<BrowserContext> {
  const { chromium } = createRequire(join(tools, 'package.json'))('playwright-core') as Playwright;
  const executablePath = env['HOT_RESTART_CHROMIUM'];
  if (!executablePath) throw new Error('HOT_RESTART_CHROMIUM is not set: run these tests by npm run test:vscode');
  const context = await chromium.launchPersistentContext(join(folder, 'chromium'), {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 900 },
    // No sandbox: root and containers have none, and only 127.0.0.1 is ever shown.
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    env,
  });
  context.setDefaultTimeout(30_000);
  return context;
}
