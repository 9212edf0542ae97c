/** Parameters of a template: which value each has, and whether the template allows it. */
import { userError } from '../kernel/index.ts';
import { isRecord, Section, toText, type JsonRecord } from './section.ts';

/** What is known of one stack's parameters. */
export interface ParameterSource {
  readonly stack: string;
  /** The template's `Parameters`. */
  readonly declared: JsonRecord;
  /** A given value; undefined leaves the template's default. */
  readonly given: (name: string) => unknown;
}

/** AWS looks such a parameter up in SSM: its default is a path, not a value. */
function isLookedUp(section: Section): boolean {
  return typeOf(section).startsWith('AWS::SSM::Parameter::');
}

const typeOf = (section: Section): string => section.optionalText('Type') ?? 'String';

function sectionOf({ stack, declared }: ParameterSource, name: string): Section {
  const body = declared[name];
  return Section.of(isRecord(body) ? body : {}, `${stack}: Parameters.${name}`);
}

function givenOrDefault(source: ParameterSource, name: string): unknown {
  const section = sectionOf(source, name);
  return source.given(name) ?? (isLookedUp(section) ? undefined : section.value('Default'));
}

/** The given value, else the default. @throws userError when there is none, or the template does not allow it */
export function parameterValue(source: ParameterSource, name: string): unknown {
  const section = sectionOf(source, name);
  const value = givenOrDefault(source, name);
  if (value === undefined) throw missing(source, name);
  const type = typeOf(section);
  if (type.includes('List<') || type === 'CommaDelimitedList') {
    return Array.isArray(value)
      ? value
      : toText(value, section.place)
          .split(',')
          .map((item) => item.trim());
  }
  const text = toText(value, section.place);
  const broken = brokenRule(section, text);
  if (broken === null) return text;
  throw userError(
    'TEMPLATE_BAD_VALUE',
    `${section.place} is ${JSON.stringify(text)}; ${broken}`,
    `Pass --parameter ${name}=VALUE with a value that fits.`,
  );
}

/** All that lack a value at once: they are asked for one by one, and given in one go. */
function missing(source: ParameterSource, name: string): Error {
  const section = sectionOf(source, name);
  const reason = isLookedUp(section) ? `is looked up in SSM (${typeOf(section)})` : 'has no default';
  const others = Object.keys(source.declared).filter(
    (other) => other !== name && givenOrDefault(source, other) === undefined,
  );
  const also = others.length === 0 ? '' : ` Without a value are also: ${others.join(', ')}.`;
  return userError(
    'TEMPLATE_PARAMETER_MISSING',
    `${section.place} ${reason} and no value was given`,
    `Pass --parameter ${name}=VALUE.${also}`,
  );
}

function brokenRule(section: Section, text: string): string | null {
  const allowed = section.texts('AllowedValues');
  if (allowed.length > 0 && !allowed.includes(text)) return `allowed are ${allowed.join(', ')}`;
  const pattern = section.optionalText('AllowedPattern');
  if (pattern !== null && !new RegExp(`^(?:${pattern})$`).test(text))
    return section.optionalText('ConstraintDescription') ?? `it must match ${pattern}`;
  if (text.length < section.number('MinLength', 0)) return `it needs ${section.number('MinLength', 0)} characters`;
  if (text.length > section.number('MaxLength', Infinity))
    return `it may have ${section.number('MaxLength', 0)} characters`;
  return typeOf(section) === 'Number' ? brokenRange(section, text) : null;
}

function brokenRange(section: Section, text: string): string | null {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) return 'it must be a number';
  const [least, most] = [section.number('MinValue', -Infinity), section.number('MaxValue', Infinity)];
  return number < least || number > most ? `it must lie between ${least} and ${most}` : null;
}

/** @throws userError for a name that the stack does not declare: a misspelt one would be passed over in silence */
export function assertDeclared(
  given: Readonly<Record<string, string>>,
  stack: string,
  declared: readonly string[],
): void {
  const unknown = Object.keys(given).filter((name) => !declared.includes(name));
  if (unknown.length === 0) return;
  throw userError(
    'TEMPLATE_PARAMETER_UNKNOWN',
    `The stack ${stack} has no parameter ${unknown.join(', ')}; it has ${declared.join(', ') || 'none'}`,
    'Correct the name after --parameter.',
  );
}
