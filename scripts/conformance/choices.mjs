// What ISO/IEC 39075 leaves to the implementation, item by item: [code, what, our choice]. Numbers
// come from the product.

/** `numbers` as product.mjs reads them from the source. */
export function choices(numbers) {
  const shown = Object.fromEntries(
    Object.entries(numbers).map(([name, number]) => [name, number.toLocaleString('en')]),
  );
  return [
    ...actions(shown),
    ...environmentDefaults(),
    ...numericDefaults(shown),
    ...extensions(),
    ...limitItems(shown),
    ...values(),
    ...ways(),
  ];
}

function actions({ quotientDigits }) {
  return [
    ['IA001', 'are column types told', 'yes, as `columns` of a result'],
    ['IA002', 'how many statuses a result has', 'the primary one and all warnings'],
    ['IA003', 'strings that are not normalized', 'taken as they are, code point by code point'],
    ['IA004', 'value of a float from its text', 'the nearest, ties to even (IEEE 754)'],
    ['IA005', 'digits lost by an assignment', 'decimals round half up, integers truncate'],
    ['IA006', 'several nearest values', 'floats: the even one; decimals: the one away from zero'],
    ['IA007', 'what else has approximations', 'approximate numbers'],
    ['IA010', 'where arithmetic ends', 'at the range of the result type: 22003; floats: infinity'],
    ['IA011', 'inexact division', `rounds half up to ${quotientDigits} digits; integers truncate`],
    ['IA012', 'does a flagger flag these', 'there is no flagger; `strict` refuses extensions'],
    ['IA013', 'errors within a selective path', 'end the statement'],
    ['IA014', 'NULL of no known type', 'no error'],
    ['IA015', 'padding in comparisons of strings', 'none'],
    ['IA016', "bytes that differ in X'00' at the end", 'differ'],
    ['IA017', 'two values for one property', '22G0M where they differ'],
    ['IA019', 'bidirectional controls in strings', 'permitted'],
    ['IA020', 'private-use characters in names', 'permitted in delimited names only'],
    ['IA021', 'least significant digits lost', 'decimals round, integers truncate, no error'],
    ['IA023', 'the newline', 'line feed and carriage return'],
    [
      'IA025',
      'infinities and NaN',
      'NaN equals nothing, groups as one value and is the largest number',
    ],
    ['IA026', 'leap seconds', 'none; the calendar is the proleptic Gregorian one'],
  ];
}

function environmentDefaults() {
  return [
    ['ID001', 'what a user is', 'a name in the catalog'],
    ['ID002', 'home schema and graph', '`/default` and in it the graph `default`'],
    ['ID003', 'privileges of a user', 'all, there are none to give yet'],
    ['ID004', 'element type of an empty list', 'ANY'],
    ['ID005', 'type of ELEMENTS', 'LIST<NODE | EDGE>'],
    ['ID006', 'transactions', 'READ WRITE, serializable'],
    ['ID016', 'translations of conditions', 'English'],
    ['ID017', 'diagnostic information', 'GQLSTATUS, message, position, hint'],
    ['ID022', 'collation', 'UCS_BASIC: by code point'],
    ['ID023', 'preferred names of string types', 'STRING, CHAR, BYTES, BINARY'],
    ['ID048', 'time zone', 'UTC'],
    ['ID049', 'session parameters', 'none'],
    ['ID061', 'type of SESSION_USER', 'STRING'],
    ['ID076', 'type of ELEMENT_ID', 'STRING; an identity is never used again'],
    ['ID085', 'type of NULL', 'NULL'],
    ['ID086', 'match mode', 'DIFFERENT EDGES; option `matchMode`'],
    ['ID089', 'GRAPH or PROPERTY GRAPH', 'GRAPH'],
    ['ID090', 'NODE or VERTEX', 'NODE'],
    ['ID091', 'EDGE or RELATIONSHIP', 'EDGE'],
  ];
}

function numericDefaults({ decimalDigits, quotientDigits }) {
  const division = `${quotientDigits} digits or those of the longer operand; integers: INT64`;
  return [
    ['ID028', 'precision of integers', 'INT: 64 bits, SMALLINT 16, BIGINT 64, the others by name'],
    ['ID034', 'precision of DECIMAL', `${decimalDigits} digits; DECIMAL(p, s) as declared`],
    ['ID037', 'precision of floats', '16: 11 bits, 32: 24, 64, 128 and 256: 53; FLOAT is FLOAT64'],
    ['ID057', 'type of ordinalities', 'INT64'],
    ['ID058', 'type of offsets', 'INT64'],
    ['ID059', 'type of COUNT', 'INT64'],
    ['ID062', 'type of the number of a LIMIT', 'INT64'],
    ['ID063', 'type of arithmetic with a float', 'FLOAT64'],
    ['ID064', 'type of exact arithmetic', 'INT64, the wider of wider integers, DECIMAL'],
    ['ID065', 'sums and differences', `exact; decimals up to ${decimalDigits} digits`],
    ['ID066', 'products', `exact; decimals up to ${decimalDigits} digits`],
    ['ID067', 'quotients', division],
    ['ID068', 'type of lengths', 'INT64'],
    ['ID069', 'type of SIN, LN, POWER and their kin', 'FLOAT64'],
    ['ID070', 'type of CARDINALITY', 'INT64'],
    ['ID074', 'precision of an exact result', 'that of its type'],
    ['ID075', 'precision of an approximate result', '53 bits'],
    ['ID079', 'type of an approximate literal', 'FLOAT64'],
    ['ID095', 'type of SUM of exact numbers', 'INT64 or wider, DECIMAL'],
    ['ID096', 'type of AVG of exact numbers', 'DECIMAL'],
    ['ID097', 'type of SUM and AVG of floats', 'FLOAT64'],
    ['ID098', 'type of STDDEV_POP, STDDEV_SAMP', 'FLOAT64'],
    ['ID099', 'type of percentiles of floats', 'FLOAT64'],
  ];
}

function extensions() {
  return [
    ['IE001', 'what a URI names', 'nothing: no feature GH01'],
    ['IE002', 'isolation levels', 'every level is accepted and given serializable'],
    ['IE003', 'profile of identifiers', 'none'],
    ['IE004', 'relaxations of serializability', 'none'],
    ['IE005', 'texts that are not GQL', '42001; [extensions](extensions.md) unless `strict`'],
    ['IE006', 'mixed-mode transactions', 'no restrictions'],
    ['IE007', 'their conditions', 'none'],
    ['IE008', 'further warnings', 'none'],
    ['IE009', 'further informational conditions', 'none'],
    ['IE010', 'subclasses of success', '00001, an omitted result'],
  ];
}

function limitItems(most) {
  const labels = `0 to ${most.maxNodeLabels} for a node, 0 to ${most.maxEdgeLabels} for an edge`;
  const exponents = `${most.minDecimalExponent} to ${most.maxDecimalExponent}`;
  const sizes = `lists ${most.maxListLength} elements, paths ${most.maxPathLength} edges`;
  return [
    ['IL001', 'labels', labels],
    ['IL002', 'properties', `${most.maxProperties} for each element`],
    ['IL003', 'key labels', `1 to ${most.maxKeyLabels}`],
    ['IL009', 'shortest concatenation', 'the empty string'],
    ['IL010', 'digits of an integer', 'those of INT256; leading zeros do not count'],
    [
      'IL011',
      'precision',
      `integers 256 bits, decimals ${most.decimalDigits} digits, floats 53 bits`,
    ],
    ['IL013', 'length of a string', `${most.maxStringLength} UTF-16 units; bytes: memory`],
    ['IL015', 'size of constructed values', `${sizes}, records: memory`],
    ['IL018', 'bound of a quantifier', most.maxQuantifierBound],
    ['IL020', 'depth of directories', 'what a text holds'],
    ['IL023', 'exponents', `−324 to 308 in floats, ${exponents} in decimals`],
    ['IL024', 'fractions of a second', `9 digits; years ${most.minYear} to ${most.maxYear}`],
    ['IS001', 'order of nulls', 'the largest value: last when ascending; option `nullOrdering`'],
  ];
}

function values() {
  return [
    ['IV001', 'characters of a text', 'Unicode in UTF-8 or UTF-16, no lone surrogates'],
    ['IV002', 'inequality of essentially comparable values', 'by the total order of IV010'],
    ['IV003', 'normal form of types of objects', 'as `columns` of a result print them'],
    ['IV008', 'normal form of value types', 'as `columns` of a result print them'],
    ['IV010', 'comparison of any two values', '`=` is false, `<` by family: see IV012'],
    [
      'IV011',
      'type of any property value',
      'every type but graphs, tables, nodes, edges and paths',
    ],
    [
      'IV012',
      'members of ANY, in their order',
      'booleans, numbers, strings, bytes, dates, times, datetimes, durations, lists, records, nodes, ' +
        'edges, paths, graphs',
    ],
    ['IV014', 'supertypes of all types', 'ANY'],
    ['IV015', 'form of an authorization identifier', 'an identifier'],
    ['IV016', 'further text of conditions', 'a message with place and hint'],
    ['IV023', 'truncating white space', 'the space; of bytes the zero byte'],
  ];
}

function ways() {
  return [
    ['IW001', 'sessions and requests', 'the calls `session`, `query` and their kin'],
    ['IW002', 'authorization identifiers', 'statements about users'],
    ['IW003', 'the last request', '`close`'],
    ['IW004', 'other ways to a transaction', '`transaction(fn)`'],
    ['IW005', 'how a transaction ended', 'the promise of `transaction(fn)`'],
    ['IW006', 'request parameters', 'the second argument of `query`'],
    ['IW007', 'status objects', '`gqlstatus` and `statuses` of a result; a `GqlError`'],
    ['IW010', 'external procedures', '`register`'],
    [
      'IW011',
      'type of an element variable',
      'NODE or EDGE, with the labels that a pattern asks for',
    ],
    ['IW012', 'type of an inserted element', 'NODE or EDGE'],
    ['IW014', 'visually confusable names', 'no two different names are: 42004 is never raised'],
    ['IW015', 'directories', 'appear with the first schema in them and go with the last'],
    ['IW016', 'new schemas', 'are empty'],
    [
      'IW017',
      'concatenation without normal form',
      'the code points of one, then those of the other',
    ],
    ['IW018', 'lax casts', 'none: an operation looks at the value that it is given'],
    ['IW019', 'common supertypes', 'a wider type of the same kind, else ANY'],
    ['IW021', 'precedence of types', 'the order of IV012'],
    ['IW022', 'null that is not assigned', 'the check is made with the value'],
    ['IW023', 'canonical form of a name', 'the characters as written; case counts'],
    ['IW025', 'catalog statements in transactions', 'all of them, any number'],
  ];
}
