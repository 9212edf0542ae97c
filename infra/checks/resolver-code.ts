/**
 * Refuses at synth what AppSync would refuse at deploy, when half of the stack is already changed: AWS's own lint rules over the
 * code that is really sent, and a type check of the sources against the published typings.
 */
import { join } from 'node:path';
import appsync from '@aws-appsync/eslint-plugin';
import { Linter } from 'eslint';
import ts from 'typescript';

/** The plugin's typings name the old and the new form of a configuration; at run time it is the new one. */
const AWS_BASE = (appsync.configs as unknown as { readonly base: Linter.Config }).base;

/** AWS's rules, and two statements that AppSync refuses and its plugin does not know. */
const RULES: Linter.RulesRecord = {
  ...(AWS_BASE.rules as Linter.RulesRecord),
  'no-restricted-syntax': [
    'error',
    { selector: 'ThrowStatement', message: 'throw is not supported: use util.error' },
    { selector: 'NewExpression', message: 'new is not supported' },
  ],
};

function lintFindings([file, code]: readonly [string, string]): readonly string[] {
  const linter = new Linter();
  const findings = linter.verify(code, [
    {
      plugins: { '@aws-appsync': appsync },
      languageOptions: { sourceType: 'module', ecmaVersion: 2023 },
      rules: RULES,
    },
  ]);
  return findings.map((each) => `${file} (bundled line ${each.line}): ${each.message}`);
}

function typeFindings(root: string, files: readonly string[]): readonly string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: { readonly compilerOptions: unknown };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const program = ts.createProgram(
    files.map((file) => join(root, file)),
    { ...options, types: [] },
  );
  return ts.getPreEmitDiagnostics(program).map((each) => {
    const text = ts.flattenDiagnosticMessageText(each.messageText, ' ');
    if (each.file === undefined || each.start === undefined) return text;
    const place = each.file.getLineAndCharacterOfPosition(each.start);
    return `${each.file.fileName.replace(`${root}/`, '')}:${place.line + 1}:${place.character + 1}: ${text}`;
  });
}

/**
 * @param bundles - APPSYNC_JS sources, from the project root, each with the code that is sent
 * @throws with every finding in one message
 */
export function checkResolverCode(root: string, bundles: ReadonlyMap<string, string>): void {
  const findings = [...[...bundles].flatMap(lintFindings), ...typeFindings(root, [...bundles.keys()])];
  if (findings.length > 0) {
    throw new Error(`AppSync would refuse this code:\n${findings.map((each) => `  - ${each}`).join('\n')}`);
  }
}
