import type { ElementRule } from '../catalog/graph-type-rules.ts';
import { printProperty } from '../catalog/graph-type-text.ts';
import type { PropertyEntry } from '../graph/store.ts';
import { typeName } from '../values/type-name.ts';
import { typeOf } from '../values/type-of.ts';

/** What keeps an element with these properties from being of the type, up to "of node type …". */
export function propertyProblem(rule: ElementRule, properties: readonly PropertyEntry[]): string {
  for (const { name, value } of properties) {
    const property = rule.properties.get(name);
    if (property === undefined) return `"${name}" is no property`;
    if (!property.has(value)) {
      return `${typeName(typeOf(value))} is not the type of property ${printProperty(property)}`;
    }
  }
  const missing = rule.required.find((one) => properties.every(({ name }) => name !== one.name));
  return `it has no ${missing === undefined ? 'match' : printProperty(missing)}`;
}
