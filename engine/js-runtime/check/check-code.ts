/** All rules over one text. Pure, so that synth and the engine refuse the same code. */
import { parseModule, type SourceModule } from '../source/module.ts';
import type { Finding } from '../types.ts';
import { checkContext } from './context.ts';
import { checkFunctions } from './functions.ts';
import { checkMembers } from './members.ts';
import { checkModule } from './module.ts';
import { checkNames } from './names.ts';
import { checkObserved } from './observed.ts';
import { checkSyntax } from './syntax.ts';

const RULES = [checkModule, checkSyntax, checkFunctions, checkContext, checkMembers, checkNames, checkObserved];

export interface CheckedCode {
  readonly findings: readonly Finding[];
  /** Null when the text is not JavaScript. */
  readonly module: SourceModule | null;
}

/** Parses and checks; the tree is kept for compiling. */
export function readCode(text: string): CheckedCode {
  let module: SourceModule;
  try {
    module = parseModule(text);
  } catch (cause) {
    return { findings: [parserFinding(cause)], module: null };
  }
  const findings = RULES.flatMap((rule) => rule(module));
  return { module, findings: findings.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** What AppSync says about the code when it is saved, in the order of the text. @returns errors and warnings */
export function checkCode(text: string): readonly Finding[] {
  return readCode(text).findings;
}

function parserFinding(cause: unknown): Finding {
  if (!(cause instanceof SyntaxError)) throw cause;
  const { loc } = cause as SyntaxError & { readonly loc?: { readonly line: number; readonly column: number } };
  return {
    severity: 'error',
    rule: 'parser',
    message: cause.message.replace(/ \(\d+:\d+\)$/, ''),
    errorType: 'PARSE_ERROR',
    line: loc?.line ?? 1,
    column: (loc?.column ?? 0) + 1,
    span: 1,
  };
}
