import { Kind, parse, type OperationDefinitionNode } from 'graphql';

/**
 * The operation that a run means. GraphiQL learns of a new text's operations a moment after the text is there, so a run pressed at once
 * still names an operation of the text before: with one operation in the document there is nothing to choose.
 * @returns undefined for text that does not parse, or when the name decides between several and none has it: the API says best what is wrong
 */
export function requestedOperation(
  query: string,
  name: string | null | undefined,
): OperationDefinitionNode | undefined {
  const operations = operationsOf(query);
  const [only] = operations;
  if (operations.length === 1) return only;
  return operations.find((operation) => operation.name?.value === name);
}

function operationsOf(query: string): readonly OperationDefinitionNode[] {
  try {
    return parse(query).definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  } catch {
    return [];
  }
}
