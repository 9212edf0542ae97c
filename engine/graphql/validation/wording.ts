/** graphql-js finds the faults; this table says them as graphql-java 1x, and so AppSync, does. First row that matches wins. */
import { Kind } from 'graphql';

interface Wording {
  /** The message of graphql-js 16, which is pinned. */
  readonly from: RegExp;
  /** `Kind: text`, with `$1` for what the expression caught. */
  readonly to: string;
  /** Which of the error's nodes is the place. @default 0 */
  readonly node?: number;
  /** The place is the nearest of these around the node. @default the node itself */
  readonly around?: readonly Kind[];
  /** `none`: graphql-java finds it at the end of the document, where it stands in no field. @default own */
  readonly path?: 'own' | 'none';
}

export const WORDINGS: readonly Wording[] = [
  // Rules of our own speak graphql-java already.
  {
    from: /^((?:WrongType|BadValueForDefaultArg|FieldUndefined|LoneAnonymousOperationViolation|SubscriptionMultipleRootFields): [^]*)$/,
    to: '$1',
  },
  { from: /^Cannot query field "(.+?)" on type "(.+?)"\./, to: "FieldUndefined: Field '$1' in type '$2' is undefined" },
  {
    from: /^Field "(.+?)" must not have a selection since type "\[*(\w+)[\]!]*" has no subfields\.$/,
    to: 'SubSelectionNotAllowed: Sub selection not allowed on leaf type $2 of field $1',
  },
  {
    from: /^Field "(.+?)" of type "\[*(\w+)[\]!]*" must have a selection of subfields\./,
    to: 'SubSelectionRequired: Sub selection required for type $2 of field $1',
  },
  {
    from: /^Field ".+?" argument "(.+?)" of type ".+?" is required, but it was not provided\.$/,
    to: 'MissingFieldArgument: Missing field argument $1',
  },
  {
    from: /^Directive "@.+?" argument "(.+?)" of type ".+?" is required, but it was not provided\.$/,
    to: 'MissingDirectiveArgument: Missing directive argument $1',
  },
  { from: /^Unknown argument "(.+?)" on field "/, to: 'UnknownArgument: Unknown field argument $1' },
  { from: /^Unknown argument "(.+?)" on directive "/, to: 'UnknownDirective: Unknown directive argument $1' },
  { from: /^Variable "\$(.+?)" is not defined/, to: 'UndefinedVariable: Undefined variable $1' },
  { from: /^Variable "\$(.+?)" is never used/, to: 'UnusedVariable: Unused variable $1' },
  {
    from: /^Variable "\$.+?" of type "(.+?)" used in position expecting type "(.+?)"\.$/,
    to: "VariableTypeMismatch: Variable type '$1' doesn't match expected type '$2'",
    node: 1,
  },
  {
    from: /^Variable "\$(.+?)" cannot be non-input type "(.+?)"\.$/,
    to: 'NonInputTypeOnVariable: Input variable $1 type $2 is not an input type',
  },
  { from: /^Unknown type "(.+?)"\./, to: 'UnknownType: Unknown type $1' },
  { from: /^Unknown fragment "(.+?)"\./, to: 'UndefinedFragment: Undefined fragment $1' },
  { from: /^Fragment "(.+?)" is never used\.$/, to: 'UnusedFragment: Unused fragment $1', path: 'none' },
  { from: /^Cannot spread fragment "/, to: 'FragmentCycle: Fragment cycles not allowed' },
  {
    from: /^Fragment "(.+?)" cannot be spread here as objects of type "(.+?)" can never be of type "(.+?)"\.$/,
    to: 'InvalidFragmentType: Fragment $1 cannot be spread here as objects of type $2 can never be of type $3',
  },
  {
    from: /^Fragment cannot be spread here as objects of type "(.+?)" can never be of type "(.+?)"\.$/,
    to: 'InvalidFragmentType: Fragment cannot be spread here as objects of type $1 can never be of type $2',
  },
  {
    from: /^Fragment cannot condition on non composite type "/,
    to: 'InlineFragmentTypeConditionInvalid: Inline fragment type condition is invalid, must be on Object/Interface/Union',
  },
  {
    from: /^Fragment ".+?" cannot condition on non composite type "/,
    to: 'FragmentTypeConditionInvalid: Fragment type condition is invalid, must be on Object/Interface/Union',
  },
  { from: /^Unknown directive "@(.+?)"\./, to: 'UnknownDirective: Unknown directive $1' },
  { from: /^Directive "@(.+?)" may not be used on /, to: 'MisplacedDirective: Directive $1 not allowed here' },
  {
    from: /^The directive "@(.+?)" can only be used once at this location\.$/,
    to: "DuplicateDirectiveName: Directives must be uniquely named within a location. The directive '$1' used on a '$owner' is not unique.",
    node: 1,
  },
  {
    from: /^There can be only one operation named "(.+?)"/,
    to: "DuplicateOperationName: There can be only one operation named '$1'",
    node: 1,
    around: [Kind.OPERATION_DEFINITION],
  },
  {
    from: /^There can be only one fragment named "(.+?)"/,
    to: "DuplicateFragmentName: There can be only one fragment named '$1'",
    node: 1,
    around: [Kind.FRAGMENT_DEFINITION],
  },
  {
    from: /^There can be only one argument named "(.+?)"/,
    to: "DuplicateArgumentNames: There can be only one argument named '$1'",
    node: 1,
    around: [Kind.DIRECTIVE, Kind.FIELD],
  },
  {
    from: /^There can be only one input field named "(.+?)"/,
    to: "DuplicateInputFieldNames: There can be only one input field named '$1'",
  },
  {
    from: /^There can be only one variable named "\$(.+?)"/,
    to: "DuplicateVariableName: There can be only one variable named '$1'",
    node: 1,
    around: [Kind.VARIABLE_DEFINITION],
  },
  {
    from: /^The .+ definition is not executable\.$/,
    to: 'NonExecutableDefinition: The type definition is not executable',
  },
  // graphql-java 1x has no such rule: kind and text are our own.
  {
    from: /^Maximum introspection depth exceeded$/,
    to: 'MaximumIntrospectionDepth: Maximum introspection depth exceeded',
  },
];
