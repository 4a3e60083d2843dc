import { unreachable } from '../../base/assert.ts';
import type {
  CatalogClause,
  CreateGraph,
  CreateGraphType,
  CreateIndex,
  ElementTypeSyntax,
  NodeTypeReferenceSyntax,
  NodeTypeSyntax,
} from '../ast/catalog.ts';
import { printName, printNames } from './names.ts';
import { printReference } from './references.ts';
import { printType } from './types.ts';

export function printCatalogClause(clause: CatalogClause): string {
  switch (clause.kind) {
    case 'createSchema':
      return `CREATE SCHEMA ${ifNotExists(clause)}${printReference(clause.schema)}`;
    case 'dropSchema': {
      const cascade = clause.cascade ? ' CASCADE' : '';
      return `DROP SCHEMA ${ifExists(clause)}${printReference(clause.schema)}${cascade}`;
    }
    case 'createGraph':
      return printCreateGraph(clause);
    case 'dropGraph':
      return `DROP GRAPH ${ifExists(clause)}${printReference(clause.graph)}`;
    case 'createGraphType': {
      const create = clause.orReplace ? 'CREATE OR REPLACE' : 'CREATE';
      const name = `${ifNotExists(clause)}${printReference(clause.type)}`;
      return `${create} GRAPH TYPE ${name} ${printSource(clause.source)}`;
    }
    case 'dropGraphType':
      return `DROP GRAPH TYPE ${ifExists(clause)}${printReference(clause.type)}`;
    case 'createIndex':
      return printCreateIndex(clause);
    case 'dropIndex':
      return `DROP INDEX ${ifExists(clause)}${printName(clause.name)}`;
    default:
      return unreachable(clause);
  }
}

function ifNotExists(clause: { readonly ifNotExists: boolean }): string {
  return clause.ifNotExists ? 'IF NOT EXISTS ' : '';
}

function ifExists(clause: { readonly ifExists: boolean }): string {
  return clause.ifExists ? 'IF EXISTS ' : '';
}

function printCreateGraph(clause: CreateGraph): string {
  const create = clause.orReplace ? 'CREATE OR REPLACE' : 'CREATE';
  const parts = [`${create} GRAPH ${ifNotExists(clause)}${printReference(clause.graph)}`];
  if (clause.type !== undefined) parts.push(printSource(clause.type));
  if (clause.copyOf !== undefined) parts.push(`AS COPY OF ${printReference(clause.copyOf)}`);
  return parts.join(' ');
}

function printSource(source: CreateGraphType['source']): string {
  switch (source.kind) {
    case 'anyGraph':
      return 'ANY';
    case 'likeGraph':
      return `LIKE ${printReference(source.graph)}`;
    case 'namedGraphType':
      return `:: ${printReference(source.type)}`;
    case 'copyOfType':
      return `COPY OF ${printReference(source.type)}`;
    case 'graphTypeElements':
      return `{${source.elements.map(printElementType).join(', ')}}`;
    default:
      return unreachable(source);
  }
}

/** Element types in pattern form. */
function printElementType(element: ElementTypeSyntax): string {
  const { typeName } = element;
  if (element.kind === 'nodeType') {
    const name = typeName === undefined ? '' : `NODE TYPE ${printName(typeName)} `;
    return name + printNodeEnd(element);
  }
  const kind = element.directed ? 'DIRECTED' : 'UNDIRECTED';
  const name = typeName === undefined ? '' : `${kind} EDGE TYPE ${printName(typeName)} `;
  const [open, close] = element.directed ? ['-[', ']->'] : ['~[', ']~'];
  const source = printEndpoint(element.source);
  const destination = printEndpoint(element.destination);
  return `${name}${source}${open}${printContent(element)}${close}${destination}`;
}

function printEndpoint(end: NodeTypeReferenceSyntax): string {
  return end.kind === 'alias' ? `(${printName(end.name)})` : printNodeEnd(end.node);
}

function printNodeEnd(node: NodeTypeSyntax): string {
  const alias = node.alias === undefined ? '' : printName(node.alias);
  return `(${[alias, printContent(node)].filter((part) => part !== '').join(' ')})`;
}

function printContent({ keyLabels, labels, properties }: ElementTypeSyntax): string {
  const parts: string[] = [];
  if (keyLabels !== undefined) {
    if (keyLabels.length > 0) parts.push(`:${printNames(keyLabels, '&')}`);
    parts.push('=>');
  }
  if (labels.length > 0) parts.push(`:${printNames(labels, '&')}`);
  if (properties.length > 0) {
    const printed = properties.map(
      ({ name, type }) => `${printName(name)} ${printType(type.type)}`,
    );
    parts.push(`{${printed.join(', ')}}`);
  }
  return parts.join(' ');
}

function printCreateIndex(clause: CreateIndex): string {
  const create = `CREATE ${clause.unique ? 'UNIQUE ' : ''}INDEX ${ifNotExists(clause)}`;
  const label = printName(clause.label);
  const target = clause.element === 'node' ? `(x:${label})` : `()-[x:${label}]-()`;
  const properties = clause.properties.map((property) => `x.${printName(property)}`).join(', ');
  return `${create}${printName(clause.name)} FOR ${target} ON (${properties})`;
}
