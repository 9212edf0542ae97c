import { describe, expect, it } from '@jest/globals';
import { inventedName, token } from '../../../../engine/template/naming.ts';

describe('names that AWS would invent', () => {
  it('are the same for the same stack and logical id', () => {
    expect(inventedName('shop', 'Orders', 64)).toBe(inventedName('shop', 'Orders', 64));
    expect(inventedName('shop', 'Orders', 64)).not.toBe(inventedName('shop', 'Baskets', 64));
  });

  it('look like those of CloudFormation', () => {
    expect(inventedName('shop', 'Orders', 64)).toMatch(/^shop-Orders-[A-Z2-7]{12}$/);
  });

  it('keep within the limit and keep the logical id rather than the stack', () => {
    const name = inventedName('a-very-long-stack-name-that-fills-everything-up', 'OrdersHandler', 40);

    expect(name.length).toBeLessThanOrEqual(40);
    expect(name).toContain('-OrdersHandler-');
  });

  it('have as many characters as asked for', () => {
    expect(token('seed', 26)).toMatch(/^[a-z2-7]{26}$/);
  });
});
