/**
 * Text of a template to plain values. YAML short forms (`!Ref x`) become the long ones, so the rest of the room knows JSON only.
 */
import { parseDocument, type CollectionTag, type ScalarTag } from 'yaml';
import { messageOf, userError } from '../../kernel/index.ts';
import { isRecord, type JsonRecord } from '../section.ts';

const SHORT_FORMS = [
  'Base64', 'Cidr', 'FindInMap', 'GetAZs', 'ImportValue', 'Join', 'Select', 'Split', 'Sub', 'Transform',
  'And', 'Equals', 'If', 'Not', 'Or', 'Length', 'ToJsonString',
]; // prettier-ignore

/** `!GetAtt Table.Arn` → `["Table", "Arn"]`; what follows the first dot is the attribute (`Nested.Outputs.Name`). */
function attributePath(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function tagsOf(tag: string, key: string, ofScalar: (text: string) => unknown): (ScalarTag | CollectionTag)[] {
  return [
    { tag, resolve: (text: string) => ({ [key]: ofScalar(text) }) },
    { tag, collection: 'seq', resolve: (seq) => ({ [key]: seq.toJSON() as unknown }) },
    { tag, collection: 'map', resolve: (map) => ({ [key]: map.toJSON() as unknown }) },
  ];
}

const BYTE_ORDER_MARK = /^\uFEFF/;

/** Of YAML 1.1, which CloudFormation reads: words for true and false. */
const WORDS: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF)$/,
  resolve: (text) => /^(?:yes|on)$/i.test(text),
};

/** An account id may begin with 0, and stays a text. */
const LEADING_ZERO: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  test: /^0\d+$/,
  resolve: (text) => text,
};

const CUSTOM_TAGS = [
  ...tagsOf('!Ref', 'Ref', (text) => text),
  ...tagsOf('!Condition', 'Condition', (text) => text),
  ...tagsOf('!GetAtt', 'Fn::GetAtt', attributePath),
  ...SHORT_FORMS.flatMap((name) => tagsOf(`!${name}`, `Fn::${name}`, (text) => text)),
];

function parseYaml(text: string, file: string): unknown {
  const document = parseDocument(text, { customTags: (tags) => [WORDS, LEADING_ZERO, ...tags, ...CUSTOM_TAGS] });
  const error = document.errors[0];
  if (error !== undefined) throw error;
  const unknownTag = document.warnings.find((warning) => warning.code === 'TAG_RESOLVE_FAILED');
  if (unknownTag !== undefined) {
    throw userError(
      'TEMPLATE_UNKNOWN_INTRINSIC',
      `${file}: ${unknownTag.message}`,
      'Write the value with an intrinsic that the engine knows (engine/template/README.md lists them).',
    );
  }
  return document.toJS() as unknown;
}

/**
 * Reads JSON, or YAML with short tags.
 * @param file - named in messages only
 * @param mayBeEmpty - the file is known to be a template: one without resources is a stack without resources
 */
export function parseTemplate(text: string, file: string, { mayBeEmpty = false } = {}): JsonRecord {
  const isJson = text.replace(BYTE_ORDER_MARK, '').trimStart().startsWith('{');
  let value: unknown;
  try {
    value = isJson ? (JSON.parse(text.replace(BYTE_ORDER_MARK, '')) as unknown) : parseYaml(text, file);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'EngineError') throw cause;
    throw userError(
      'TEMPLATE_UNREADABLE',
      `${file} cannot be read as ${isJson ? 'JSON' : 'YAML'}: ${messageOf(cause)}`,
      'Correct the syntax of the file, or synthesize it again.',
      cause,
    );
  }
  if (isRecord(value) && (mayBeEmpty || isRecord(value.Resources))) return value;
  throw userError(
    'TEMPLATE_UNREADABLE',
    `${file} has no "Resources" object, so it is no CloudFormation template`,
    'Give the path of a cloud assembly folder (with manifest.json) or of a CloudFormation template.',
  );
}
