// Whether an error is one that a case expects.

/** Classes of GQLSTATUS that answer a Cypher error, of which the two languages share no code. */
const classesOfCypherType = {
  SyntaxError: ['42'],
  SemanticError: ['42', '22'],
  TypeError: ['22', '42'],
  ArgumentError: ['22', '42'],
  ArithmeticError: ['22'],
  EntityNotFound: ['22'],
  ParameterMissing: ['42', '22'],
  ProcedureError: ['42'],
  ConstraintValidationFailed: ['G1', '23'],
  ConstraintVerificationFailed: ['G1', '23'],
};

/** What Cypher finds while compiling is often a data exception in GQL. */
const dataDetails = new Set([
  'InvalidArgumentType',
  'IntegerOverflow',
  'FloatingPointOverflow',
  'NegativeIntegerArgument',
  'NoSingleRelationshipType',
  'NumberOutOfRange',
]);

/** For the few cases that give a part of the source's message instead of a code. */
const classesOfMessage = { syntax: ['42'], division: ['22'], 'not found': ['42'] };

/** True when the status answers what the case expects. `gqlstatus` is that of a GqlError. */
export function fits(gqlstatus, expected) {
  // Not built yet, timed out, out of memory, corrupt: never what a case is about.
  if (/^(?:0A|57|53|58|XX)/u.test(gqlstatus)) return false;
  if (expected.gqlstatus !== undefined) {
    const codes = [expected.gqlstatus, ...(expected.also ?? [])];
    return codes.some((code) =>
      expected.classOnly === true ? sameClass(gqlstatus, code) : gqlstatus === code,
    );
  }
  const classes = allowedClasses(expected);
  return classes.length === 0 || classes.some((code) => sameClass(gqlstatus, code));
}

function sameClass(left, right) {
  return left.slice(0, 2) === right.slice(0, 2);
}

/** None: any error will do. */
function allowedClasses({ cypherType, detail, gqlstatusHint, messageContains }) {
  if (cypherType === undefined) return classesOfMessage[messageContains] ?? [];
  return [
    ...(classesOfCypherType[cypherType] ?? []),
    ...(dataDetails.has(detail) ? ['22'] : []),
    ...(gqlstatusHint === undefined ? [] : [gqlstatusHint]),
  ];
}

export function showExpectedError(expected) {
  const code = expected.gqlstatus ?? expected.cypherType ?? expected.messageContains ?? '';
  return `an error ${code}${expected.classOnly === true ? '…' : ''} ${expected.detail ?? ''}`.trim();
}
