// Writes docs/conformance.md: what GraphLite claims of ISO/IEC 39075, with the evidence.

import { writeFileSync } from 'node:fs';
import { choices } from './choices.mjs';
import { pageFile } from './claims.mjs';
import { gatherEvidence } from './evidence.mjs';
import { loadProduct } from './product.mjs';

/** `folder` holds the public cases, `dist` the built package. */
export async function writePage(folder, dist) {
  writeFileSync(pageFile, await pageText(folder, await loadProduct(dist)));
}

/** The page. `product` is what `productOf` gives. */
export async function pageText(folder, product) {
  const { features, subclauses } = await gatherEvidence(folder, product);
  const supported = features.filter(({ problem }) => problem === undefined).length;
  return `${[
    introduction(supported, features.length),
    valueTypes,
    '## Mandatory language',
    mandatory,
    statusTable('subclause', subclauses),
    '## Optional features',
    optional,
    statusTable('feature', features),
    '## Implementation-defined items',
    'What the standard leaves to the implementation (24.5.2); the numbers are those of the source.',
    table(['item', 'what', 'choice'], choices(product.numbers)),
  ].join('\n\n')}\n`;
}

function introduction(supported, all) {
  return `# Conformance to ISO/IEC 39075:2024

This page is written by \`npm run conformance -- --page\`, and a test compares it with what the tests find. GraphLite claims
minimum conformance (24.2) with graphs of an open type (GG01), as far as the tables below say "supported", and
${supported} of ${all} optional features. [Dispositions](conformance-dispositions.md) lists the public cases that we do not follow, and
[extensions](extensions.md) what GraphLite accepts beyond the standard unless \`strict\` is set.`;
}

const valueTypes = `## Unicode and value types

Characters are those of the Unicode version of the host, 15.0 or later, which Node 20.0 has (\`process.versions.unicode\`).
Normal forms (UAX #15) and identifiers (UAX #31) are the host's. Strings are compared by code point, so that no collation (UTS #10)
is used.

A property can have a value of every type that has literals or constructors: BOOL, STRING, CHAR, BYTES, BINARY, INT and UINT of 8 to 256
bits, DECIMAL, FLOAT of 16 to 256 bits, DATE, LOCAL TIME, ZONED TIME, LOCAL DATETIME, ZONED DATETIME, both DURATION types, LIST and RECORD.
Graphs, binding tables, nodes, edges and paths are values, but none of a property.`;

const mandatory = `What no optional feature gates, by subclause. "Public cases" counts those that cite the subclause and no feature, "own" our checks in
[test/features](../test/features), of which each entry has texts that run and neighbouring ones that are refused with the status that is
due. Subclauses that are not listed hold nothing but optional features, or rules that the listed ones apply.`;

const optional = `A feature is supported when every case of \`gqlcompat\` that cites it passes, and so do our own, with and without \`strict\`. "Public cases"
counts all collections; some cite a feature for a file and not for a case.`;

function statusTable(what, entries) {
  const lines = entries.map(({ code, name, checks, reason, cited, problem }) => [
    code,
    name,
    problem === undefined ? 'supported' : 'not yet',
    cited.counted === 0 ? '–' : `${cited.passed} of ${cited.counted}`,
    String(checks),
    problem === undefined ? (reason ?? '') : firstLine(problem),
  ]);
  return table([what, 'name', 'status', 'public cases', 'own', 'remark'], lines);
}

function firstLine(text) {
  return text.split('\n')[0];
}

function table(header, lines) {
  const rule = header.map(() => '---');
  const escaped = lines.map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  return [header, rule, ...escaped].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
