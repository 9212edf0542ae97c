/** The same visit in a page. `window.visit(outputs, persona)` ends when everything was seen. */
import { visit } from './amplify-visit.ts';

Object.assign(window, {
  visit: async (outputs: Parameters<typeof visit>[0], persona: string) => {
    const seen: Record<string, unknown> = {};
    Object.assign(window, { seen });
    await visit(outputs, persona, (what, value) => (seen[what] = value), 'USER_SRP_AUTH');
    return seen;
  },
});
