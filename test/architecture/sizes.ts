import ts from 'typescript';
import { at, forEachNode, isTest, type SourceFile, type Violation } from './source-file.ts';

/** The numbers of the house style. */
export interface SizeLimits {
  readonly fileLines: number;
  readonly functionLines: number;
  readonly lineColumns: number;
  readonly parameters: number;
}

export function sizeViolations(files: readonly SourceFile[], limits: SizeLimits): Violation[] {
  return files.flatMap((file) => [
    ...fileLength(file, limits.fileLines),
    ...(file.path.startsWith('src/') ? lineLengths(file, limits.lineColumns) : []),
    ...functionSizes(file, limits),
  ]);
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/u);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function fileLength(file: SourceFile, most: number): Violation[] {
  const count = linesOf(file.text).length;
  return count > most ? [`${file.path} has ${count} lines, at most ${most}`] : [];
}

function lineLengths(file: SourceFile, most: number): Violation[] {
  return linesOf(file.text).flatMap((line, index) => {
    // Code points, because a character beyond 16 bits is one column and two units.
    const columns = Array.from(line).length;
    return columns > most
      ? [`${file.path}:${index + 1} has ${columns} columns, at most ${most}`]
      : [];
  });
}

function functionSizes(file: SourceFile, limits: SizeLimits): Violation[] {
  const found: Violation[] = [];
  forEachNode(file, (node) => {
    if (!ts.isFunctionLike(node)) return;
    const name = functionName(node);
    const parameters = node.parameters.filter((p) => p.name.getText(file.tree) !== 'this').length;
    if (parameters > limits.parameters) {
      found.push(
        at(file, node, `${name} has ${parameters} parameters, at most ${limits.parameters}`),
      );
    }
    // A suite of tests is a function by form only: it lists cases as a file lists functions.
    if (isTest(file.path) && isCallback(node)) return;
    const lines = lineCount(file, node);
    if (lines > limits.functionLines) {
      found.push(at(file, node, `${name} has ${lines} lines, at most ${limits.functionLines}`));
    }
  });
  return found;
}

/** From the first line of the function itself, so that its doc comment does not count. */
function lineCount(file: SourceFile, node: ts.Node): number {
  const first = file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line;
  const last = file.tree.getLineAndCharacterOfPosition(node.getEnd()).line;
  return last - first + 1;
}

function isCallback(node: ts.Node): boolean {
  return (
    (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) && ts.isCallExpression(node.parent)
  );
}

function functionName(node: ts.SignatureDeclaration): string {
  if (ts.isConstructorDeclaration(node)) return 'the constructor';
  if (node.name !== undefined) return node.name.getText();
  if (ts.isVariableDeclaration(node.parent)) return node.parent.name.getText();
  return 'the function';
}
