import { getuid } from 'node:process';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from './find-browser.ts';

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('there is no Chromium, Chrome or Edge here');
  // The browser's own sandbox refuses to run as root, as in a container.
  return chromium.launch({ executablePath, args: getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** All that went over the wire and all that the browser complained about. */
export interface Watched {
  readonly page: Page;
  /** In their order: an address with what was sent to it, or with what came from there. */
  readonly sent: readonly { readonly url: string; readonly headers: Record<string, string> }[];
  readonly received: readonly { readonly url: string; readonly text: string }[];
  readonly complaints: readonly string[];
}

export async function watch(browser: Browser): Promise<Watched> {
  const page = await browser.newPage();
  const sent: Watched['sent'][number][] = [];
  const received: Watched['received'][number][] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    sent.push({ url: request.url(), headers: request.headers() });
  });
  page.on('response', (response) => {
    void response
      .text()
      .then((text) => received.push({ url: response.url(), text }))
      // Of what the browser refused to load there is no text.
      .catch(() => {});
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, sent, received, complaints };
}
