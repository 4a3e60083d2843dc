import { GqlError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { PropertyRule } from '../catalog/graph-type-property.ts';
import type { ElementRule } from '../catalog/graph-type-rules.ts';
import { printProperty } from '../catalog/graph-type-text.ts';
import type { PropertyEntry } from '../graph/store.ts';
import { typeName } from '../values/type-name.ts';
import { typeOf } from '../values/type-of.ts';

/** An element as messages speak of it. */
export interface Offender {
  readonly kind: 'node' | 'edge';
  /** `(:Person)`, `(:Person)-[:KNOWS]->(:Person)`. */
  readonly text: string;
  readonly properties: readonly PropertyEntry[];
}

/** G2000 for an element with labels, or between nodes, that no element type is of. */
export function noElementType({ kind, text }: Offender, known: readonly string[]): GqlError {
  const shown = known.slice(0, SHOWN_TYPES).join(', ') + (known.length > SHOWN_TYPES ? ', …' : '');
  return new GqlError('G2000', `the graph's type has no ${kind} type for the ${kind} ${text}`, {
    hint: `its ${kind} types are ${shown === '' ? 'none' : shown}`,
  });
}

const SHOWN_TYPES = 5;

/** G2000 for an element with properties that an element type of its labels does not have. */
export function misfit(offender: Offender, rule: ElementRule, typeText: string): GqlError {
  const element = `the ${offender.kind} ${offender.text}`;
  const [problem, hint] = problemOf(rule, offender.properties);
  const message = `${element} does not conform to the graph's type: ${problem} ${typeText}`;
  return new GqlError('G2000', message, { hint });
}

/** What is wrong, up to "node type …", and what to do about it. */
function problemOf(
  rule: ElementRule,
  properties: readonly PropertyEntry[],
): readonly [string, string | undefined] {
  for (const { name } of properties) {
    if (rule.properties.has(name)) continue;
    const near = nearest(name, rule.properties.keys());
    return [`"${name}" is no property of`, near && `did you mean "${near}"?`];
  }
  const missing = rule.required.find((one) => properties.every(({ name }) => name !== one.name));
  if (missing !== undefined) return [`it lacks ${printProperty(missing)} of`, undefined];
  for (const { name, value } of properties) {
    const property = rule.properties.get(name) as PropertyRule;
    if (property.has(value) || property.isConverted(value)) continue;
    const found = typeName(typeOf(value));
    return [`${found} is not the type of ${printProperty(property)} of`, undefined];
  }
  return ['its properties are those of no', undefined];
}
