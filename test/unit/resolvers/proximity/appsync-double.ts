/** The part of AppSync's two modules that these resolvers use; documents stay as the helpers got them. */

export class FieldError extends Error {
  readonly type: string | undefined;

  constructor(message: string, type?: string) {
    super(message);
    this.type = type;
  }
}

export const util = {
  error(message: string, type?: string): never {
    throw new FieldError(message, type);
  },
  matches: (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`).test(text),
  base64Encode: (text: string): string => Buffer.from(text, 'utf8').toString('base64'),
  base64Decode: (text: string): string => Buffer.from(text, 'base64').toString('utf8'),
  time: { nowISO8601: (): string => '2026-11-23T10:00:00.000Z' },
};

export const get = (input: object) => ({ operation: 'GetItem', ...input });
export const query = (input: object) => ({ operation: 'Query', ...input });
export const batchGet = (input: object) => ({ operation: 'BatchGetItem', ...input });
