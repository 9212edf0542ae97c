import { describe, expect, it } from '@jest/globals';
import { requestedOperation } from '../../../explorer/src/requested-operation.ts';

const nameOf = (query: string, name: string | null): string | undefined => requestedOperation(query, name)?.name?.value;

describe('requestedOperation', () => {
  it('is the only operation, also when the name is that of the text before', () => {
    expect(nameOf('query Me { me { id } }', 'Welcome')).toBe('Me');
    expect(nameOf('query Me { me { id } }', null)).toBe('Me');
  });

  it('has no name when the only operation has none', () => {
    expect(requestedOperation('{ me { id } }', 'Welcome')).toMatchObject({ operation: 'query', name: undefined });
  });

  it('is the one of that name among several', () => {
    expect(nameOf('query A { a } mutation B { b }', 'B')).toBe('B');
  });

  it('is nothing for a name that several do not have, and for text that does not parse', () => {
    expect(requestedOperation('query A { a } query B { b }', 'Welcome')).toBeUndefined();
    expect(requestedOperation('', 'Welcome')).toBeUndefined();
    expect(requestedOperation('query {', null)).toBeUndefined();
  });
});
