import { relative } from 'node:path';
import ts from 'typescript';

/** A place that runs prepared statements, and what it reads of their rows. */
export interface StatementRead {
  at: string;
  /** Of the statements that may run there, a name or the pattern of a built one; empty where none was found. */
  statements: RegExp[];
  columns: { name: string; type: string }[];
}

type Values = ReadonlyMap<ts.Symbol, ts.Expression>;

/** All of `files` that hand a prepared statement to `query` or `queryReplica`, by what the compiler knows. */
export function statementReads(root: string, files: string[]): StatementRead[] {
  const config = ts.readConfigFile(`${root}/tsconfig.json`, (path) => ts.sys.readFile(path)).config as object;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const calls = files.flatMap((file) => callsIn(program.getSourceFile(file)!));
  return files.flatMap((file) => {
    const source = program.getSourceFile(file)!;
    return queriesIn(source).flatMap((call) => {
      const [sql] = call.arguments;
      if (!sql || !mayBePrepared(checker, sql)) return [];
      const line = source.getLineAndCharacterOfPosition(call.getStart()).line + 1;
      const at = `${relative(root, file)}:${line}`;
      return [{ at, statements: statementsOf(checker, sql, calls), columns: columnsOf(checker, call) }];
    });
  });
}

function queriesIn(source: ts.SourceFile): ts.CallExpression[] {
  return callsIn(source).filter(
    ({ expression }) =>
      ts.isPropertyAccessExpression(expression) && /^query(Replica)?$/.test(expression.name.text),
  );
}

function callsIn(source: ts.SourceFile): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function mayBePrepared(checker: ts.TypeChecker, sql: ts.Expression): boolean {
  return checker.typeToString(checker.getTypeAtLocation(sql)).includes('PreparedStatement');
}

/** Follows the expression to where its statements are prepared: through constants, tables and functions. */
function statementsOf(checker: ts.TypeChecker, sql: ts.Expression, calls: ts.CallExpression[]): RegExp[] {
  const found: RegExp[] = [];
  const seen = new Set<ts.Node>();
  const follow = (node: ts.Node, values: Values): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'prepared')
      found.push(namePattern(checker, node.arguments[0]!, values));
    else if (ts.isCallExpression(node)) followCall(node, values);
    else if (ts.isIdentifier(node)) followName(node);
    else if (ts.isConditionalExpression(node))
      [node.whenTrue, node.whenFalse].forEach((way) => follow(way, values));
    else ts.forEachChild(node, (child) => follow(child, values));
  };
  const followCall = (call: ts.CallExpression, values: Values): void => {
    const made = functionOf(declarationOf(checker, call.expression));
    if (!made?.body) return ts.forEachChild(call, (child) => follow(child, values));
    const given = made.parameters.flatMap((parameter, index) => {
      const symbol = ts.isIdentifier(parameter.name) ? checker.getSymbolAtLocation(parameter.name) : undefined;
      return symbol && call.arguments[index] ? [[symbol, call.arguments[index]] as const] : [];
    });
    follow(made.body, new Map(given));
  };
  const followName = (name: ts.Identifier): void => {
    const declaration = declarationOf(checker, name);
    if (!declaration || seen.has(declaration) || declaration.getSourceFile().fileName.includes('node_modules'))
      return;
    seen.add(declaration);
    const holder = ts.isBindingElement(declaration) ? declaration.parent.parent : declaration;
    if (ts.isVariableDeclaration(holder) && holder.initializer) follow(holder.initializer, new Map());
    else if (ts.isParameter(holder)) followParameter(holder);
    else if (ts.isPropertyAssignment(holder)) follow(holder.initializer, new Map());
    else if (ts.isPropertyDeclaration(holder) && holder.initializer) follow(holder.initializer, new Map());
  };
  /** To its type where that is `typeof` a table, and to what calls hand over. */
  const followParameter = (parameter: ts.ParameterDeclaration): void => {
    if (parameter.type) follow(parameter.type, new Map());
    const index = parameter.parent.parameters.indexOf(parameter);
    const name = parameter.parent.name?.getText();
    for (const call of calls) {
      const handed = call.arguments[index];
      if (
        handed &&
        call.expression.getText().endsWith(name ?? '') &&
        calledBy(checker, call) === parameter.parent
      )
        follow(handed, new Map());
    }
  };
  follow(sql, new Map());
  return found;
}

function declarationOf(checker: ts.TypeChecker, node: ts.Node): ts.Declaration | undefined {
  let symbol = checker.getSymbolAtLocation(node);
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  if (symbol && symbol.valueDeclaration && ts.isShorthandPropertyAssignment(symbol.valueDeclaration))
    symbol = checker.getShorthandAssignmentValueSymbol(symbol.valueDeclaration);
  return symbol?.valueDeclaration;
}

function calledBy(checker: ts.TypeChecker, { expression }: ts.CallExpression): ts.Node | undefined {
  const declaration = declarationOf(checker, expression);
  return declaration && ts.isMethodDeclaration(declaration) ? declaration : functionOf(declaration);
}

function functionOf(declaration?: ts.Declaration) {
  if (!declaration) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  const made = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return made && (ts.isArrowFunction(made) || ts.isFunctionExpression(made)) ? made : undefined;
}

function namePattern(checker: ts.TypeChecker, name: ts.Expression, values: Values): RegExp {
  if (ts.isStringLiteralLike(name)) return new RegExp(`^${name.text}$`);
  if (ts.isTemplateExpression(name))
    return new RegExp(
      `^${name.head.text}${name.templateSpans.map((span) => `.+${span.literal.text}`).join('')}$`,
    );
  const value = values.get(checker.getSymbolAtLocation(name)!);
  return value ? namePattern(checker, value, new Map()) : /.^/;
}

/** What a row must have: methods, getters and what may be missing are none of it. */
function columnsOf(checker: ts.TypeChecker, call: ts.CallExpression): StatementRead['columns'] {
  const rows = checker.getAwaitedType(checker.getTypeAtLocation(call));
  const row = rows && checker.getIndexTypeOfType(rows, ts.IndexKind.Number);
  if (!row) return [];
  return checker.getPropertiesOfType(row).flatMap((property) => {
    const declaration = property.valueDeclaration;
    if (property.flags & (ts.SymbolFlags.Optional | ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) return [];
    if (declaration && (ts.isMethodDeclaration(declaration) || ts.isGetAccessor(declaration))) return [];
    const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(property, call));
    if (type.getCallSignatures().length > 0) return [];
    return [{ name: property.name, type: checker.typeToString(checker.getBaseTypeOfLiteralType(type)) }];
  });
}
