/**
 * Small pieces of expressions. They bind as tightly as their operators say; `grouped` adds the
 * parentheses that embedding one in another needs. Nothing here ever sees a name, literal or value
 * of a query: texts are made of identifiers that the compiler numbered and of structural integers.
 */
export function grouped(text: string): string {
  return isTight(text) ? text : `(${text})`;
}

/** Identifiers, member accesses, calls and whatever is in parentheses as a whole. */
function isTight(text: string): boolean {
  if (!/[ !?<>=&|+*/-]/.test(text)) return true;
  return isClosed(text);
}

/** Whether the text is one parenthesised or called expression from the first to the last char. */
function isClosed(text: string): boolean {
  if (!/^[\w.$]*[([]/.test(text)) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '(' || char === '[') depth++;
    else if (char === ')' || char === ']') depth--;
    else if (depth === 0 && !/[\w.$]/.test(char)) return false;
  }
  return true;
}

export const TRUE = 'true';
export const FALSE = 'false';

export function both(left: string, right: string): string {
  if (left === FALSE || right === FALSE) return FALSE;
  if (left === TRUE) return right;
  if (right === TRUE) return left;
  return `${operandOf('&&', left)} && ${operandOf('&&', right)}`;
}

export function either(left: string, right: string): string {
  if (left === TRUE || right === TRUE) return TRUE;
  if (left === FALSE) return right;
  if (right === FALSE) return left;
  return `${operandOf('||', left)} || ${operandOf('||', right)}`;
}

export function negated(text: string): string {
  if (text === TRUE) return FALSE;
  if (text === FALSE) return TRUE;
  const comparison = /^([\w.$[\]]+) (===|!==) ([\w.$]+)$/.exec(text);
  if (comparison !== null) {
    const [, left = '', operator = '', right = ''] = comparison;
    return `${left} ${operator === '===' ? '!==' : '==='} ${right}`;
  }
  if (/^![\w.$]+$/.test(text)) return text.slice(1);
  return `!${grouped(text)}`;
}

export function choice(condition: string, yes: string, no: string): string {
  if (condition === TRUE) return yes;
  if (condition === FALSE) return no;
  if (yes === TRUE && no === FALSE) return condition;
  return `${grouped(condition)} ? ${grouped(yes)} : ${grouped(no)}`;
}

/**
 * Comparisons and negations need no parentheses inside `&&` and `||`; the other one of them does.
 */
function operandOf(operator: '&&' | '||', text: string): string {
  const other = operator === '&&' ? '||' : '&&';
  return text.includes(other) || text.includes('?') ? grouped(text) : text;
}

/** Whether bit `index` is set in `words`. */
export function bitIsSet(words: string, index: string): string {
  return `((${words}[${index} >>> 5] >>> (${index} & 31)) & 1) !== 0`;
}

export function bitIsClear(words: string, index: string): string {
  return `((${words}[${index} >>> 5] >>> (${index} & 31)) & 1) === 0`;
}
