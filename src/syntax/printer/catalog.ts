import { unreachable } from '../../base/assert.ts';
import type {
  AlterGraphType,
  CatalogClause,
  ConstraintRequirement,
  CreateConstraint,
  CreateGraph,
  CreateGraphType,
  CreateIndex,
  CreateProcedure,
  ElementTypeSyntax,
  GraphTypeChange,
  NodeTypeReferenceSyntax,
  NodeTypeSyntax,
  ProcedureParameter,
  PropertyTypeSyntax,
  RenameObject,
} from '../ast/catalog.ts';
import { printName, printNames } from './names.ts';
import { printExpression, printNested } from './recursion.ts';
import { printReference } from './references.ts';
import { printSecurityClause } from './security.ts';
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
    case 'dropGraphType': {
      const cascade = clause.cascade ? ' CASCADE' : '';
      return `DROP GRAPH TYPE ${ifExists(clause)}${printReference(clause.type)}${cascade}`;
    }
    case 'createIndex':
      return printCreateIndex(clause);
    case 'dropIndex':
      return `DROP INDEX ${ifExists(clause)}${printName(clause.name)}`;
    case 'createConstraint':
      return printCreateConstraint(clause);
    case 'dropConstraint':
      return `DROP CONSTRAINT ${ifExists(clause)}${printName(clause.name)}`;
    case 'createProcedure':
      return printCreateProcedure(clause);
    case 'dropProcedure':
      return `DROP PROCEDURE ${ifExists(clause)}${printReference(clause.procedure)}`;
    case 'clearGraph':
      return clause.graph === undefined
        ? 'CLEAR GRAPH'
        : `TRUNCATE GRAPH ${printReference(clause.graph)}`;
    case 'alterGraph':
      return `ALTER GRAPH ${printReference(clause.graph)} SET TYPE ${printSource(clause.type)}`;
    case 'alterGraphType':
      return printAlterGraphType(clause);
    case 'rename':
      return printRename(clause);
    default:
      return printSecurityClause(clause);
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
    parts.push(`{${properties.map(printPropertyType).join(', ')}}`);
  }
  return parts.join(' ');
}

function printCreateIndex(clause: CreateIndex): string {
  const create = `CREATE ${clause.unique ? 'UNIQUE ' : ''}INDEX ${ifNotExists(clause)}`;
  const properties = printIndexedProperties(clause);
  return `${create}${printName(clause.name)} FOR ${printIndexed(clause)} ON (${properties})`;
}

function printPropertyType({ name, type }: PropertyTypeSyntax): string {
  return `${printName(name)} ${printType(type.type)}`;
}

const REQUIREMENTS: Readonly<Record<ConstraintRequirement, string>> = {
  unique: 'UNIQUE',
  required: 'NOT NULL',
  key: 'KEY',
};

function printCreateConstraint(clause: CreateConstraint): string {
  const create = `CREATE CONSTRAINT ${ifNotExists(clause)}${printName(clause.name)}`;
  const required = `(${printIndexedProperties(clause)}) IS ${REQUIREMENTS[clause.requirement]}`;
  return `${create} FOR ${printIndexed(clause)} REQUIRE ${required}`;
}

type Indexed = Pick<CreateIndex, 'element' | 'label' | 'properties'>;

function printIndexed({ element, label }: Indexed): string {
  const name = printName(label);
  return element === 'node' ? `(x:${name})` : `()-[x:${name}]-()`;
}

function printIndexedProperties({ properties }: Indexed): string {
  return properties.map((property) => `x.${printName(property)}`).join(', ');
}

function printCreateProcedure(clause: CreateProcedure): string {
  const create = clause.orReplace ? 'CREATE OR REPLACE' : 'CREATE';
  const name = `${ifNotExists(clause)}${printReference(clause.procedure)}`;
  const parameters = clause.parameters.map(printParameter).join(', ');
  return `${create} PROCEDURE ${name}(${parameters}) ${printNested(clause.body)}`;
}

function printParameter({ name, type, default: value }: ProcedureParameter): string {
  const typed = type === undefined ? '' : ` :: ${printType(type.type)}`;
  return `${printName(name)}${typed}${value === undefined ? '' : ` = ${printExpression(value)}`}`;
}

function printAlterGraphType({ type, changes }: AlterGraphType): string {
  return `ALTER GRAPH TYPE ${printReference(type)} ${changes.map(printChange).join(', ')}`;
}

function printChange(change: GraphTypeChange): string {
  switch (change.kind) {
    case 'addElementType':
      return `ADD ${printElementType(change.element)}`;
    case 'dropElementType':
      return `DROP ${printNamedType(change)}`;
    case 'addPropertyType':
      return `ALTER ${printNamedType(change)} ADD PROPERTY ${printPropertyType(change.property)}`;
    case 'dropPropertyType':
      return `ALTER ${printNamedType(change)} DROP PROPERTY ${printName(change.property)}`;
    default:
      return unreachable(change);
  }
}

function printNamedType(change: Exclude<GraphTypeChange, { kind: 'addElementType' }>): string {
  return `${change.element.toUpperCase()} TYPE ${printName(change.name)}`;
}

const RENAMED: Readonly<Record<RenameObject['object'], string>> = {
  schema: 'SCHEMA',
  graph: 'GRAPH',
  graphType: 'GRAPH TYPE',
};

function printRename({ object, from, to }: RenameObject): string {
  return `RENAME ${RENAMED[object]} ${printReference(from)} TO ${printReference(to)}`;
}
