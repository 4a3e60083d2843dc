import { present, unreachable } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import { GqlError } from '../base/errors.ts';
import type { Random } from '../base/random.ts';
import type { CatalogChange } from '../catalog/catalog-change.ts';
import type { GraphWrite } from '../graph/database-store.ts';
import type { CatalogStep } from '../semantics/bound/catalog.ts';
import type { CreateIndex, DropConstraint, DropIndex } from '../syntax/ast/catalog.ts';
import type { Value } from '../values/value.ts';
import type { CheckedWrite } from './checked-write.ts';
import { copyGraph } from './copy-graph.ts';
import { hashPassword } from './passwords.ts';

/** What steps may use besides the open write. */
interface StepRun {
  readonly clock: Clock;
  readonly random: Random;
  readonly parameters: readonly Value[];
}

/** Takes the steps of catalog statements in the open write; returns the conditions they raise. */
export function runCatalogSteps(
  steps: readonly CatalogStep[],
  write: CheckedWrite,
  run: StepRun,
): readonly string[] {
  const warnings: string[] = [];
  const nowMs = Number(run.clock.nowNs() / NS_PER_MS);
  for (const step of steps) {
    switch (step.kind) {
      case 'change':
        write.change(dated(step.change, nowMs));
        break;
      case 'copyGraph': {
        // Before the change, which may take it out of the catalog.
        const { reader } = write.graph(step.from);
        write.change(dated(step.change, nowMs));
        copyGraph(reader, write.graph(step.to));
        break;
      }
      case 'checkGraph':
        write.checkGraph(step.graph);
        break;
      case 'clearGraph':
        write.graph(step.graph).clear();
        break;
      case 'index':
        runIndexClause(step.clause, write.graph(step.graph));
        break;
      case 'password':
        setPassword(step, write, run);
        break;
      case 'dropConstraint':
        dropConstraint(step.clause, write.graph(step.graph));
        break;
      case 'warning':
        warnings.push(step.gqlstatus);
        break;
      default:
        unreachable(step);
    }
  }
  return warnings;
}

const NS_PER_MS = 1_000_000n;

/** Binding does not know the time; an object that was there keeps the date it was made. */
function dated(change: CatalogChange, nowMs: number): CatalogChange {
  if (change.change === 'putSchema') return { ...change, createdMs: change.createdMs || nowMs };
  if (change.change === 'putPrincipal') {
    const { principal } = change;
    if (principal.createdMs !== 0) return change;
    return { ...change, principal: { ...principal, createdMs: nowMs } };
  }
  if (change.change !== 'put') return change;
  const { object } = change;
  const createdMs = object.createdMs || nowMs;
  return { ...change, object: { ...object, createdMs, modifiedMs: nowMs } };
}

type PasswordStep = Extract<CatalogStep, { kind: 'password' }>;

function setPassword(
  { user: name, password, span }: PasswordStep,
  write: CheckedWrite,
  { random, parameters }: StepRun,
): void {
  const text = typeof password === 'string' ? password : parameters[password.parameter];
  if (typeof text !== 'string' || text === '') {
    throw new GqlError('22G03', 'a password is a text that is not empty', { span });
  }
  const user = present(write.catalog.user(name), 'the user');
  const principal = { ...user, password: hashPassword(text, random) };
  write.change({ change: 'putPrincipal', principal });
}

function runIndexClause(clause: CreateIndex | DropIndex, write: GraphWrite): void {
  if (clause.kind === 'createIndex') {
    createIndex(clause, write);
    return;
  }
  if (hasIndex(write, clause.name.name)) {
    write.dropIndex(clause.name.name);
    return;
  }
  if (clause.ifExists) return;
  throw new GqlError('42002', `there is no index "${clause.name.name}"`, {
    span: clause.name.span,
  });
}

/** The constraints that there are are unique indexes. */
function dropConstraint({ name, ifExists }: DropConstraint, write: GraphWrite): void {
  if (write.reader.indexes().some((index) => index.name === name.name && index.unique)) {
    write.dropIndex(name.name);
  } else if (!ifExists) {
    throw new GqlError('42002', `there is no constraint "${name.name}"`, { span: name.span });
  }
}

function createIndex(clause: CreateIndex, write: GraphWrite): void {
  const name = clause.name.name;
  if (hasIndex(write, name)) {
    if (clause.ifNotExists) return;
    throw new GqlError('42002', `an index "${name}" exists already`, { span: clause.name.span });
  }
  write.createIndex({
    name,
    element: clause.element,
    label: clause.label.name,
    properties: clause.properties.map((property) => property.name),
    unique: clause.unique,
  });
}

function hasIndex(write: GraphWrite, name: string): boolean {
  return write.reader.indexes().some((index) => index.name === name);
}
