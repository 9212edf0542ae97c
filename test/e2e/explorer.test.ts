/** An analyst's visits to the explorer, in a real browser against the running gateway. */
import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { runningGateway, type Gateway } from '../support/gateway.ts';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** Without a browser on a developer's machine only the HTTP tests below run; in CI a missing browser is a failure. */
const IS_BROWSER_EXPECTED = existsSync(CHROMIUM) || process.env.CI === 'true';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** The slowest thing waited for: a change that goes through the table's stream to a subscriber. */
const PATIENCE_MS = 20_000;

let gateway: Gateway;

beforeAll(async () => {
  gateway = await runningGateway();
});

describe('the page over HTTP', () => {
  it('is served under a policy that lets nothing come from elsewhere', async () => {
    const answer = await fetch(`${gateway.url}/`);
    await answer.arrayBuffer();

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('names no file that the gateway does not serve', async () => {
    const html = await (await fetch(`${gateway.url}/`)).text();
    const named = Array.from(html.matchAll(/(?:src|href)="([^"]+)"/g), ([, path = '']) => new URL(path, gateway.url));
    const workers = ['editor', 'json', 'graphql'].map((name) => new URL(`assets/${name}.worker.js`, gateway.url));

    const missing = await Promise.all(
      [...named, ...workers].map(async (address) => {
        const answer = await fetch(address);
        const { byteLength } = await answer.arrayBuffer();
        return answer.status === 200 && byteLength > 0 ? [] : [address.pathname];
      }),
    );

    expect(named.length).toBeGreaterThanOrEqual(3);
    expect(missing.flat()).toEqual([]);
  });
});

if (IS_BROWSER_EXPECTED) {
  describe('a visit', () => {
    let browser: Browser;
    let visit: Visit;

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
    });

    afterAll(async () => {
      await browser.close();
    });

    const open = async (): Promise<Visit> => (visit = await openExplorer(browser, gateway.url));

    afterEach(async () => {
      await visit.context.close();

      expect(visit.complaints).toEqual([]);
    });

    it('asks no other host for anything and greets with a query that answers', async () => {
      const { page, run, answerBar } = await open();

      await run();

      await answerBar.getByText(/^200 · \d+ ms · .* as /).waitFor();
      await page.getByRole('button', { name: 'Table', exact: true }).click();
      expect(
        await page
          .getByRole('region', { name: /^Table of / })
          .locator('tbody tr')
          .count(),
      ).toBeGreaterThan(1);
    });

    it('explains fields in the words of the schema', async () => {
      const { page } = await open();

      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.locator('.graphiql-doc-explorer').getByRole('link', { name: 'Query', exact: true }).click();

      await page.getByText('The tiers of the programme, lowest first.').first().waitFor();
    });

    it('becomes a member for the saved query `me` and shows that member’s balance', async () => {
      const { page, openSaved, run, persona } = await open();
      const before = await gateway.query<{ me: { account: { available: number } } }>(
        'giulia',
        '{ me { account { available } } }',
      );

      await openSaved('me');
      await run();
      await page.getByRole('button', { name: 'Table', exact: true }).click();
      await page.getByRole('combobox', { name: 'Part of the answer' }).selectOption('me');

      expect(await persona.inputValue()).toBe('giulia');
      const row = page.getByRole('row').filter({ hasText: 'account.available' });
      expect(await row.getByRole('cell').nth(1).innerText()).toBe(
        before.data.me.account.available.toLocaleString('en'),
      );
    });

    it('shows one list as JSON, as a table that sorts, and as a chart', async () => {
      const { page, openSaved, run } = await open();
      await openSaved('rewards');
      await run();

      await page.getByRole('button', { name: 'Table', exact: true }).click();
      const costs = async (): Promise<number[]> => {
        const cells = await page
          .getByRole('region', { name: 'Table of rewards' })
          .locator('tbody tr td:nth-child(3)')
          .allInnerTexts();
        return cells.map((cell) => Number(cell.replaceAll(',', '')));
      };
      const head = page.getByRole('columnheader', { name: /costPoints/ });
      await head.getByRole('button').click();
      await head.getByRole('button').click();

      expect(await head.getAttribute('aria-sort')).toBe('descending');
      expect(await costs()).toEqual([...(await costs())].sort((one, other) => other - one));

      await page.getByRole('button', { name: 'Chart', exact: true }).click();
      await page.getByRole('img', { name: /^Bar chart of costPoints by name: \d+ values/ }).waitFor();

      await page.getByRole('button', { name: 'JSON', exact: true }).click();
      await page.locator('.result-window .view-line').first().waitFor();
    });

    it('keeps a subscription running while a mutation in another tab changes what it watches', async () => {
      const { page, openSaved, run, persona } = await open();
      const status = page.getByRole('status').filter({ hasText: 'subscription' });

      await openSaved('onAccountChange');
      await run();
      await status.getByText('connected', { exact: true }).waitFor();
      await openSaved('adjustPoints');
      expect(await persona.inputValue()).toBe('assistenza');
      await run();
      await status.getByText(/1 subscription, 1 event/).waitFor({ timeout: PATIENCE_MS });

      await page.getByRole('tab', { name: 'OnAccountChange' }).click();
      await page.getByRole('button', { name: 'Table', exact: true }).click();
      const events = page.getByRole('region', { name: 'Table of OnAccountChange, live' });
      expect(await events.locator('tbody tr').count()).toBe(1);
      expect(await events.getByRole('row').nth(1).innerText()).toContain('ADJUST');
    });

    it('signs what an IAM persona sends', async () => {
      const { page, openSaved, run, persona, answerBar } = await open();

      await openSaved('recordPurchase');
      await run();

      expect(await persona.inputValue()).toBe('pos-duomo');
      await answerBar.getByText(/^200 .* as pos-duomo$/).waitFor();
      await page.getByRole('button', { name: 'Table', exact: true }).click();
      const replayed = page.getByRole('row').filter({ hasText: 'replayed' });
      expect(await replayed.getByRole('cell').nth(1).innerText()).toBe('no');
    });

    it('opens every saved operation ready to run: none is refused, none fails', async () => {
      const { page, openSaved, run, answerBar } = await open();
      const saved = page.getByRole('region', { name: 'Saved operations' }).getByRole('listitem');
      const names = (await saved.filter({ hasNotText: 'subscription' }).locator('.saved-name').allInnerTexts()).map(
        (label) => label.split(/\s/)[0] ?? '',
      );

      for (const name of names) {
        await openSaved(name);
        await run();
        await answerBar.getByText(/^200 · /).waitFor();
        await page.locator('.result .problem, .switch button:enabled:text-is("Table")').first().waitFor();

        const problems = await page.locator('.result .problem').allInnerTexts();
        expect({ name, problems }).toEqual({ name, problems: [] });
      }

      expect(names.length).toBeGreaterThanOrEqual(12);
    });

    it('says who may not do what', async () => {
      const { page, openSaved, run, persona } = await open();
      await openSaved('me');

      await persona.selectOption('public');
      await run();

      const alert = page.getByRole('alert').filter({ hasText: '“public” may not do this.' });
      await alert.waitFor();
      expect(await alert.innerText()).toContain('Choose another persona');
    });

    it('says that credentials were refused, in words', async () => {
      const { page, run, persona, complaints } = await open();

      await persona.selectOption({ label: 'Use my own credentials…' });
      await page.getByLabel('API key or user-pool token').fill('da2-00000000000000000000000000');
      await page.getByRole('button', { name: 'Use it' }).click();
      await run();

      await page.getByRole('alert').filter({ hasText: 'was not let in: the API refused the credentials' }).waitFor();
      // The refusals themselves, seen by the browser: the introspection's and the query's.
      expect(complaints.splice(0).every((complaint) => complaint.includes('401'))).toBe(true);
    });
  });
}

interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly persona: Locator;
  /** The line above the answer. */
  readonly answerBar: Locator;
  /** What a page must not do: ask other hosts, fail to load, break its policy, throw. */
  readonly complaints: string[];
  readonly run: () => Promise<void>;
  readonly openSaved: (name: string) => Promise<void>;
}

async function openExplorer(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  const complaints = complaintsOf(page, url);
  await page.goto(url);
  const tools = page.getByRole('toolbar', { name: 'Editor Commands' });
  await page.locator('.graphiql-query-editor .view-line').first().waitFor({ timeout: PATIENCE_MS });
  return {
    context,
    page,
    complaints,
    persona: page.getByRole('combobox', { name: 'Persona' }),
    answerBar: page.locator('.result-bar'),
    run: () => tools.getByRole('button', { name: /^Execute query/ }).click(),
    openSaved: async (name) => {
      await page
        .getByRole('region', { name: 'Saved operations' })
        .getByRole('button', { name: new RegExp(`^${name} `) })
        .click();
      await page.getByText(new RegExp(`^${name} is open, as `)).waitFor({ state: 'attached' });
    },
  };
}

function complaintsOf(page: Page, url: string): string[] {
  const complaints: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(url).origin) complaints.push(`asked ${request.url()}`);
  });
  page.on('requestfailed', (request) => complaints.push(`failed ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400)
      complaints.push(`${response.status()} ${response.url()} ${response.request().postData() ?? ''}`);
  });
  page.on('pageerror', (error) => complaints.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  return complaints;
}
