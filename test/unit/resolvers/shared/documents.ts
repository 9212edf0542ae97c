/** Parts of the request documents that AppSync's DynamoDB helpers write, for tests to expect and to read. */

/** An attribute value that holds a text. */
export interface TextValue {
  readonly S: string;
}

export interface Expression {
  readonly expression: string;
  readonly expressionNames: Readonly<Record<string, string>>;
  readonly expressionValues: Readonly<Record<string, TextValue>>;
}

export type TextKey = Readonly<Record<string, TextValue>>;

/** The names are those that the expression uses. */
export function anExpression(expression: string, values: Readonly<Record<string, string>>): Expression {
  const names = (expression.match(/#\w+/g) ?? []).map((name) => [name, name.slice(1)]);
  return {
    expression,
    expressionNames: Object.fromEntries(names) as Record<string, string>,
    expressionValues: aKey(values),
  };
}

export function aKey(texts: Readonly<Record<string, string>>): TextKey {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { S: text }]));
}
